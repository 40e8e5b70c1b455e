package dev.postgreswire.recording;

import static dev.postgreswire.recording.XorTls.SERVER_HELLO;
import static dev.postgreswire.recording.XorTls.SSL_REQUEST;
import static dev.postgreswire.recording.XorTls.YES;
import static dev.postgreswire.recording.XorTls.record;
import static dev.postgreswire.testing.Messages.IDLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a listener is told of a TLS session whose secrets come early, late or never. */
class TlsStreamTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
  private static final Bytes STARTUP = record(new StartupMessage(ProtocolVersion.V3_0, List.of()));

  private final XorTls tls = new XorTls();
  private final Told told = new Told();
  private final RecordingStream stream = new RecordingStream(told, tls);
  private final WireSink.Connection connection =
      stream.opened(ConnectionOrigin.of("db:5432", "app:4711"), TEN);

  @Test
  void tellsWhatItReads() {
    stream.secret(tls.key());
    stream.secret(tls.key());
    shakeHands();
    client(5, STARTUP);
    server(6, record(new AuthenticationOk(), IDLE));
    client(7, record(new Terminate()));
    connection.closed(Ending.CLOSED_BY_CLIENT, "", TEN.plusSeconds(8));

    assertThat(told.lines)
        .containsExactly(
            "10:00:00 1 opened db:5432 app:4711",
            "secret XOR",
            "10:00:01 1 F 8 bytes",
            "10:00:01 1 #0 F SSLRequest (8)",
            "10:00:02 1 B 1 bytes",
            "10:00:02 1 #1 B NegotiationAnswer (1)",
            "10:00:03 1 F " + tls.clientHello().length() + " bytes",
            "10:00:04 1 B " + SERVER_HELLO.length() + " bytes",
            "10:00:05 1 F 15 bytes",
            "10:00:04 1 TLS TLSv1.3 decrypted",
            "10:00:05 1 #2 F StartupMessage (9)",
            "10:00:06 1 B 21 bytes",
            "10:00:06 1 #3 B AuthenticationOk (8)",
            "10:00:06 1 #4 B ReadyForQuery (5)",
            "10:00:07 1 F 11 bytes",
            "10:00:07 1 #5 F Terminate (4)",
            "10:00:08 1 closed TERMINATED "
                + (8 + tls.clientHello().length() + 15 + 11)
                + " "
                + (1 + SERVER_HELLO.length() + 21));
  }

  @Test
  void tellsInOrderWhatWaited() {
    shakeHands();
    client(5, STARTUP);
    server(6, record(new AuthenticationOk(), IDLE));
    connection.closed(Ending.CLOSED_BY_CLIENT, "", TEN.plusSeconds(7));
    assertThat(told.messages).hasSize(2);

    stream.secret(tls.key());

    assertThat(lastLines(7))
        .containsExactly(
            "10:00:06 1 B 21 bytes",
            "secret XOR",
            "10:00:04 1 TLS TLSv1.3 decrypted",
            "10:00:05 1 #2 F StartupMessage (9)",
            "10:00:06 1 #3 B AuthenticationOk (8)",
            "10:00:06 1 #4 B ReadyForQuery (5)",
            "10:00:07 1 closed CLOSED_BY_CLIENT "
                + (8 + tls.clientHello().length() + 15)
                + " "
                + (1 + SERVER_HELLO.length() + 21));
  }

  @Test
  void triesAgainWhenItsSourceHasLearntTheSecretByItself() {
    shakeHands();
    client(5, STARTUP);
    stream.retry();
    assertThat(told.messages).hasSize(2);

    tls.secret(tls.key());
    stream.retry();

    assertThat(told.messages).hasSize(3);
    assertThat(told.lines).contains("secret XOR");
  }

  @Test
  void doesNotWaitForeverOnceClosed() {
    shakeHands();
    client(5, STARTUP);
    stream.retry();
    stream.retry();
    connection.closed(Ending.CLOSED_BY_CLIENT, "", TEN.plusSeconds(7));
    stream.retry();
    assertThat(told.messages).hasSize(2);

    stream.retry();

    assertThat(told.messages).hasSize(3);
    assertThat(told.messages.get(2).name()).isEqualTo("TlsRecord");
    assertThat(told.lines).last().asString().contains("closed");
  }

  @Test
  void tellsRecordsWhenNoMoreComes() {
    shakeHands();
    client(5, STARTUP);
    stream.finish();

    assertThat(lastLines(2))
        .containsExactly("10:00:04 1 TLS TLSv1.3", "10:00:05 1 #2 F TlsRecord (15)");
    assertThat(told.session.undecryptable()).contains("the key is not known");
  }

  @Test
  void tellsOfASessionInWhichNothingWasSaid() {
    shakeHands();
    assertThat(told.session).isNull();
    stream.finish();

    assertThat(lastLines(1)).containsExactly("10:00:04 1 TLS TLSv1.3");
    assertThat(tls.mayForget()).isTrue();
  }

  @Test
  void tellsOfItBeforeItsEnd() {
    shakeHands();
    connection.closed(Ending.CLOSED_BY_SERVER, "", TEN.plusSeconds(5));

    assertThat(lastLines(2).get(0)).isEqualTo("10:00:04 1 TLS TLSv1.3");
    assertThat(lastLines(2).get(1)).contains("closed CLOSED_BY_SERVER");
    assertThat(tls.mayForget()).isTrue();
  }

  @Test
  void tellsWhatTheEndCuts() {
    stream.secret(tls.key());
    shakeHands();
    client(5, STARTUP);
    server(6, record(Bytes.ofHex("52000000")));
    client(7, record(Bytes.ofHex("51000000")));
    connection.ended(Direction.BACKEND, TEN.plusSeconds(8));
    assertThat(lastLines(2).get(0)).isEqualTo("10:00:08 1 #3 B Undecoded (4)");
    connection.closed(Ending.RESET_BY_CLIENT, "", TEN.plusSeconds(9));

    assertThat(lastLines(3).get(0)).isEqualTo("10:00:09 1 #4 F Undecoded (4)");
  }

  @Test
  @Tag("long")
  void keepsNoMoreThan32MebibytesWaiting() {
    shakeHands();
    Bytes row = record(Bytes.of(new byte[16_000]));
    int count = (32 << 20) / row.length();
    for (int i = 0; i < count; i++) {
      server(5, row);
    }
    assertThat(told.messages).hasSize(2);

    server(6, row);

    assertThat(told.messages).hasSize(2 + count + 1);
    server(7, row);
    assertThat(told.messages).hasSize(2 + count + 2);
  }

  @Test
  void letsGoOfTheSecretsOnceAllIsTold() {
    shakeHands();
    client(5, STARTUP);
    connection.closed(Ending.CLOSED_BY_CLIENT, "", TEN.plusSeconds(7));
    assertThat(tls.mayForget()).isFalse();

    stream.secret(tls.key());

    assertThat(tls.mayForget()).isTrue();
  }

  private void shakeHands() {
    client(1, SSL_REQUEST);
    server(2, YES);
    client(3, tls.clientHello());
    server(4, SERVER_HELLO);
  }

  private List<String> lastLines(int count) {
    return told.lines.subList(told.lines.size() - count, told.lines.size());
  }

  private void client(int second, Bytes bytes) {
    connection.bytes(Direction.FRONTEND, bytes.toByteBuffer(), TEN.plusSeconds(second));
  }

  private void server(int second, Bytes bytes) {
    connection.bytes(Direction.BACKEND, bytes.toByteBuffer(), TEN.plusSeconds(second));
  }
}
