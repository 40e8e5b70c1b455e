package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a listener is told, and in which order. */
class RecordingStreamTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
  private static final ConnectionOrigin ORIGIN = ConnectionOrigin.of("db:5432", "app:4711");

  private final Told told = new Told();
  private final RecordingStream stream = new RecordingStream(told, null);

  @Test
  void tellsASessionAsItComes() {
    WireSink.Connection connection = stream.opened(ORIGIN, TEN);
    client(connection, Traffic.STARTUP, 1);
    server(connection, Traffic.AUTHENTICATION_OK.plus(Traffic.READY.slice(0, 2)), 2);
    server(connection, Traffic.READY.from(2), 3);
    connection.note("the source was slow", TEN.plusSeconds(4));
    client(connection, Traffic.TERMINATE, 5);
    connection.ended(Direction.FRONTEND, TEN.plusSeconds(6));
    connection.closed(Ending.CLOSED_BY_CLIENT, "", TEN.plusSeconds(7));
    connection.closed(Ending.RECORDER_CLOSED, "", TEN.plusSeconds(8));
    server(connection, Traffic.READY, 9);
    stream.finish();

    assertThat(told.lines)
        .containsExactly(
            "10:00:00 1 opened db:5432 app:4711",
            "10:00:01 1 F 41 bytes",
            "10:00:01 1 #0 F StartupMessage (41)",
            "10:00:02 1 B 11 bytes",
            "10:00:02 1 #1 B AuthenticationOk (8)",
            "10:00:03 1 B 4 bytes",
            "10:00:03 1 #2 B ReadyForQuery (5)",
            "10:00:04 1 note the source was slow",
            "10:00:05 1 F 5 bytes",
            "10:00:05 1 #3 F Terminate (4)",
            "10:00:07 1 closed TERMINATED 46 15");
  }

  @Test
  void keepsConnectionsApart() {
    WireSink.Connection one = stream.opened(ORIGIN, TEN);
    WireSink.Connection two = stream.opened(ORIGIN, TEN);
    client(one, Traffic.STARTUP.slice(0, 20), 1);
    client(two, Traffic.STARTUP, 2);
    client(one, Traffic.STARTUP.from(20), 3);

    assertThat(told.messages)
        .extracting(RecordedMessage::connectionId, RecordedMessage::time)
        .containsExactly(tuple(2, TEN.plusSeconds(2)), tuple(1, TEN.plusSeconds(3)));
  }

  @Test
  void tellsWhatIsPendingWhenNoMoreComes() {
    WireSink.Connection connection = stream.opened(ORIGIN, TEN);
    client(connection, Traffic.STARTUP, 1);
    server(connection, Traffic.row(100).slice(0, 50), 2);
    stream.finish();
    stream.finish();

    assertThat(told.messages).hasSize(2);
    assertThat(told.messages.get(1).frame().fault()).isEqualTo("ended after 50 of 111 bytes");
    assertThat(told.lines).noneMatch(line -> line.contains("closed"));
  }

  @Test
  void tellsWhatIsMissing() {
    WireSink.Connection connection = stream.opened(ORIGIN, TEN);
    client(connection, Traffic.STARTUP, 1);
    server(connection, Traffic.row(100).slice(0, 50), 2);
    connection.gap(Direction.BACKEND, 61, TEN.plusSeconds(3));

    assertThat(told.lines)
        .endsWith(
            "10:00:02 1 B 50 bytes",
            "10:00:03 1 B 61 bytes missing",
            "10:00:03 1 #1 B Undecoded (110)",
            "10:00:03 1 note #1: 61 bytes are missing after the first 50");
  }

  @Test
  @BreaksProtocol(because = "both sides stop in the middle of a message")
  void tellsWhatTheEndOfEitherSideCuts() {
    WireSink.Connection connection = stream.opened(ORIGIN, TEN);
    client(connection, Traffic.STARTUP, 1);
    server(connection, Traffic.AUTHENTICATION_OK.slice(0, 6), 2);
    client(connection, Traffic.TERMINATE.slice(0, 3), 3);
    connection.ended(Direction.BACKEND, TEN.plusSeconds(4));
    assertThat(told.messages).last().matches(m -> m.frame().fault().contains("after 6 of 9"));
    assertThat(told.messages).hasSize(2);

    connection.closed(Ending.RESET_BY_CLIENT, "reset", TEN.plusSeconds(5));

    assertThat(told.messages).hasSize(3);
    assertThat(told.messages.get(2).frame().fault()).startsWith("ended within the header");
    assertThat(told.lines).last().isEqualTo("10:00:05 1 closed RESET_BY_CLIENT 44 6");
  }

  @Test
  void tellsNothingOfAConnectionThatIsOver() {
    WireSink.Connection connection = stream.opened(ORIGIN, TEN);
    client(connection, Traffic.STARTUP, 1);
    connection.closed(Ending.CLOSED_BY_CLIENT, "", TEN.plusSeconds(2));
    int lines = told.lines.size();

    server(connection, Traffic.READY, 3);
    connection.note("late", TEN.plusSeconds(3));
    connection.closed(Ending.CLOSED_BY_SERVER, "", TEN.plusSeconds(4));
    stream.finish();

    assertThat(told.lines).hasSize(lines);
  }

  @Test
  void cutsAMessageOfMoreThanAMebibyteAndTellsAllItsBytes() {
    WireSink.Connection connection = stream.opened(ORIGIN, TEN);
    client(connection, Traffic.STARTUP, 1);
    Bytes login = Traffic.AUTHENTICATION_OK.plus(Traffic.READY);
    server(connection, login, 1);
    client(connection, Traffic.query("select repeat('x', 1200000)"), 1);
    server(connection, Traffic.DESCRIPTION, 1);
    Bytes row = Traffic.row(1_200_000);
    for (int at = 0; at < row.length(); at += 50_000) {
      server(connection, row.slice(at, Math.min(50_000, row.length() - at)), 2);
    }

    RecordedMessage message = told.messages.get(5);
    assertThat(message.frame().isCut()).isTrue();
    assertThat(message.frame().size()).isEqualTo(row.length());
    assertThat(message.frame().bytes()).isEqualTo(row.slice(0, 1 << 20));
    assertThat(told.wire.get(Direction.BACKEND))
        .isEqualTo(login.plus(Traffic.DESCRIPTION).plus(row));
  }

  @Test
  @BreaksProtocol(because = "the client sends no messages")
  void saysWhereNoMessageIsFound() {
    WireSink.Connection connection = stream.opened(ORIGIN, TEN);
    client(connection, Bytes.ofHex("0000000000000000"), 1);
    server(connection, Traffic.error("what?"), 2);
    client(connection, Bytes.ofHex("00000000"), 3);
    connection.closed(Ending.CLOSED_BY_SERVER, "", TEN.plusSeconds(4));

    assertThat(told.lines)
        .contains(
            "10:00:02 1 #0 B ErrorResponse (33)",
            "10:00:04 1 #1 F Undecoded (12)",
            "10:00:04 1 note #1: a startup packet's length is 8 to 10004, not 0 (at byte 0 of the"
                + " frontend)");
  }

  @Test
  void tellsWhatTlsSessionWasAgreedOn() throws Exception {
    WireSink.Connection connection = stream.opened(ORIGIN, TEN);
    client(connection, Bytes.ofHex("0000000804d2162f"), 1);
    server(connection, Bytes.ofHex("53"), 2);
    client(connection, Bytes.ofHex(TlsHelloTest.clientHello()), 3);
    server(connection, Bytes.ofHex(TlsHelloTest.SERVER_HELLO_1_3), 4);

    int length = Bytes.ofHex(TlsHelloTest.SERVER_HELLO_1_3).length();
    assertThat(told.lines)
        .endsWith("10:00:04 1 #3 B TlsRecord (" + length + ")", "10:00:04 1 TLS TLSv1.3");
  }

  @Test
  void givesBackWhatTheListenerThrows() {
    RecordingStream full =
        new RecordingStream(
            new RecordingListener() {
              @Override
              public void message(RecordedMessage message) throws IOException {
                throw new IOException("No space left on device");
              }
            },
            null);
    WireSink.Connection connection = full.opened(ORIGIN, TEN);

    assertThatThrownBy(() -> client(connection, Traffic.STARTUP, 1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("No space left on device");
  }

  private static void client(WireSink.Connection connection, Bytes bytes, int second) {
    connection.bytes(Direction.FRONTEND, bytes.toByteBuffer(), TEN.plusSeconds(second));
  }

  private static void server(WireSink.Connection connection, Bytes bytes, int second) {
    connection.bytes(Direction.BACKEND, bytes.toByteBuffer(), TEN.plusSeconds(second));
  }
}
