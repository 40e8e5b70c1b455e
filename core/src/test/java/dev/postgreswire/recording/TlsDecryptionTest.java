package dev.postgreswire.recording;

import static dev.postgreswire.recording.XorTls.SERVER_HELLO;
import static dev.postgreswire.recording.XorTls.SSL_REQUEST;
import static dev.postgreswire.recording.XorTls.YES;
import static dev.postgreswire.recording.XorTls.record;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.testing.RecordingText;
import dev.postgreswire.testing.Twins;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A TLS session whose secrets come early, late or never. */
class TlsDecryptionTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
  private static final ConnectionOrigin ORIGIN = ConnectionOrigin.of("db:5432", "app:4711");
  private static final StartupMessage STARTUP =
      new StartupMessage(ProtocolVersion.V3_0, List.of(new StartupParameter("user", "alice")));
  private static final List<String> MESSAGES =
      List.of(
          "#0 F SSLRequest (8)",
          "#1 B NegotiationAnswer (1)",
          "#2 F StartupMessage (20)",
          "#3 B AuthenticationOk (8)",
          "#4 B ReadyForQuery (5)",
          "#5 F Query (13)",
          "#6 B RowDescription (33)",
          "#7 B DataRow (11)",
          "#8 B CommandComplete (13)",
          "#9 B ReadyForQuery (5)",
          "#10 F Terminate (4)");

  private final XorTls tls = new XorTls();
  private final Recorder recorder = new Recorder(RecorderOptions.defaults(), tls);
  private final Window window = recorder.openWindow("test");
  private final Told told = new Told();

  /** Bytes of one side. */
  private record Said(Direction direction, Bytes bytes) {}

  private List<Said> handshake() {
    return List.of(
        client(SSL_REQUEST), server(YES), client(tls.clientHello()), server(SERVER_HELLO));
  }

  private static List<Said> login() {
    return List.of(client(record(STARTUP)), server(record(new AuthenticationOk(), IDLE)));
  }

  /** A message may lie in several records, and a record may end within a header. */
  private static List<Said> select() {
    Bytes query = Bytes.ofHex("510000000d73656c656374203100");
    return List.of(
        client(record(query.slice(0, 3)).plus(record(query.from(3)))),
        server(record(columns("?column?"))),
        server(record(row("1"), tag("SELECT 1")).plus(record(IDLE))));
  }

  private List<Said> session() {
    List<Said> all = new ArrayList<>(handshake());
    all.addAll(login());
    all.addAll(select());
    all.add(client(record(new Terminate())));
    return all;
  }

  @Test
  void isReadWithItsSecret() {
    recorder.secret(tls.key());
    say(open(recorder), session());

    RecordedConnection connection = connection();
    assertThat(connection.messages()).map(RecordedMessage::toString).isEqualTo(MESSAGES);
    assertThat(connection.startupParameter("user")).contains("alice");
    assertThat(connection.statements()).singleElement().matches(s -> s.sql().equals("select 1"));
    assertThat(connection.isEncrypted()).isTrue();
    assertThat(connection.pending()).isEmpty();
    assertThat(connection.notes()).isEmpty();
    TlsSession session = connection.tls().orElseThrow();
    assertThat(session.version()).contains("TLSv1.3");
    assertThat(session.decrypted()).isTrue();
    assertThat(session.undecryptable()).isEmpty();
    assertThat(session.alpn()).contains("postgresql");
    assertThat(session.frontendBytes()).isEqualTo(connection.bytes(Direction.FRONTEND) - 8);
    Checkpoints.check(window.recording());
  }

  @Test
  void isTheSameInAnyPieces() {
    recorder.secret(tls.key());
    say(open(recorder), session());
    String expected = RecordingText.of(connection());

    for (int longest : new int[] {1, 3, 7, 40, 200}) {
      Recorder again = new Recorder(RecorderOptions.defaults(), tls);
      Window all = again.openWindow("again");
      Twins twins = new Twins(again, tls);
      WireSink.Connection connection = twins.opened(ORIGIN, TEN);
      Random random = new Random(longest);
      for (Said said : session()) {
        for (int at = 0; at < said.bytes.length(); ) {
          int count = Math.min(said.bytes.length() - at, 1 + random.nextInt(longest));
          connection.bytes(said.direction, said.bytes.slice(at, count).toByteBuffer(), TEN);
          at += count;
        }
      }
      assertThat(RecordingText.of(all.recording().connections().get(0))).isEqualTo(expected);
      twins.check();
    }
  }

  @Test
  void waitsForItsSecretAndShowsRecordsMeanwhile() {
    WireSink.Connection connection = open(recorder);
    say(connection, handshake());
    say(connection, login());
    say(connection, select());

    assertThat(connection().messages())
        .map(RecordedMessage::name)
        .containsExactly(
            "SSLRequest",
            "NegotiationAnswer",
            "TlsRecord",
            "TlsRecord",
            "TlsRecord",
            "TlsRecord",
            "TlsRecord",
            "TlsRecord",
            "TlsRecord");
    assertThat(connection().tls().orElseThrow().undecryptable()).contains("the key is not known");
    assertThat(connection().tls().orElseThrow().decrypted()).isFalse();

    recorder.secret(tls.key());
    say(connection, List.of(client(record(new Terminate()))));

    assertThat(connection().messages()).map(RecordedMessage::toString).isEqualTo(MESSAGES);
    assertThat(connection().tls().orElseThrow().undecryptable()).isEmpty();
  }

  @Test
  void isReadWhenItsSourceLearntTheSecretByItself() {
    say(open(recorder), session());
    tls.secret(tls.key());

    assertThat(connection().messages()).map(RecordedMessage::toString).isEqualTo(MESSAGES);
  }

  @Test
  void letsGoOfTheSecretsWithTheLastWindow() {
    WireSink.Connection connection = open(recorder);
    say(connection, session());
    connection.closed(Ending.CLOSED_BY_CLIENT, "", TEN);
    assertThat(tls.mayForget()).isFalse();

    window.close();

    assertThat(tls.mayForget()).isTrue();
  }

  @Test
  void isOpaqueFromWhereItCannotBeRead() {
    recorder.secret(tls.key());
    WireSink.Connection connection = open(recorder);
    say(connection, handshake());
    say(connection, login());
    say(connection, List.of(client(record(Bytes.ofHex("5100")).plus(XorTls.forged()))));
    say(connection, select());

    List<RecordedMessage> messages = connection().messages();
    assertThat(messages).hasSize(12);
    assertThat(messages.get(5).frame().fault()).startsWith("ended within the header of a message");
    assertThat(messages.subList(6, 12)).allMatch(message -> message.name().equals("TlsRecord"));
    assertThat(connection().tls().orElseThrow().undecryptable()).contains("the record is forged");
    assertThat(connection().tls().orElseThrow().decrypted()).isTrue();
    replay(window);
  }

  @Test
  void isOpaqueWhenTheDecryptorFails() {
    recorder.secret(tls.key());
    WireSink.Connection connection = open(recorder);
    say(connection, handshake());
    say(connection, List.of(client(Bytes.ofHex("17030300015b"))));

    assertThat(connection().messages()).last().matches(m -> m.name().equals("TlsRecord"));
    assertThat(connection().tls().orElseThrow().undecryptable().orElseThrow())
        .startsWith("decrypting failed: ")
        .contains("a decryptor with a fault");
  }

  @Test
  void bytesThatAreNoTlsEndIt() {
    recorder.secret(tls.key());
    WireSink.Connection connection = open(recorder);
    say(connection, handshake());
    say(connection, login());
    say(connection, List.of(client(record(Bytes.ofHex("51000000"))), client(Bytes.ofHex("00"))));

    assertThat(connection().messages())
        .map(message -> message.frame().fault())
        .endsWith(
            "ended within the header of a message (at byte 20 of the frontend)",
            "0x00 begins no TLS record, though TLS was agreed on (at byte "
                + (connection().bytes(Direction.FRONTEND) - 1)
                + " of the frontend)");
    replay(window);
  }

  @Test
  void aRecordThatTheEndCutsIsShown() {
    recorder.secret(tls.key());
    WireSink.Connection connection = open(recorder);
    say(connection, handshake());
    say(connection, List.of(client(record(STARTUP).slice(0, 10))));
    assertThat(connection().pending()).contains("10 bytes of an incomplete message");
    connection.closed(Ending.RESET_BY_CLIENT, "", TEN.plusSeconds(60));

    assertThat(connection().messages()).hasSize(3);
    assertThat(connection().messages().get(2).frame().fault())
        .isEqualTo("ended after 10 of 26 bytes");
    replay(window);
  }

  @Test
  void isReplayedWithItsCiphertextInTheOrderOfTime() {
    recorder.secret(tls.key());
    WireSink.Connection connection = open(recorder);
    say(connection, session());
    connection.note("a remark", TEN.plusSeconds(6));
    connection.closed(Ending.CLOSED_BY_CLIENT, "", TEN.plusSeconds(60));
    replay(window);

    wireIsWhatWasSaid(session());
    assertThat(told.lines.subList(0, 16))
        .containsExactly(
            "10:00:00 1 opened db:5432 app:4711",
            "secret XOR",
            "10:00:01 1 F 8 bytes",
            "10:00:01 1 #0 F SSLRequest (8)",
            "10:00:02 1 B 1 bytes",
            "10:00:02 1 #1 B NegotiationAnswer (1)",
            "10:00:03 1 F " + tls.clientHello().length() + " bytes",
            "10:00:04 1 B " + SERVER_HELLO.length() + " bytes",
            "10:00:04 1 TLS TLSv1.3 decrypted",
            "10:00:05 1 F 26 bytes",
            "10:00:05 1 #2 F StartupMessage (20)",
            "10:00:06 1 B 21 bytes",
            "10:00:06 1 note a remark",
            "10:00:06 1 #3 B AuthenticationOk (8)",
            "10:00:06 1 #4 B ReadyForQuery (5)",
            "10:00:07 1 F 9 bytes");
    assertThat(told.lines).last().asString().startsWith("10:01:00 1 closed TERMINATED ");
  }

  @Test
  void aLaterWindowHasWhatComesLater() {
    recorder.secret(tls.key());
    WireSink.Connection connection = open(recorder);
    say(connection, handshake());
    say(connection, login());
    window.close();
    long before = recorder.memoryHeld();
    Window later = recorder.openWindow("later");
    say(connection, select());

    RecordedConnection recorded = later.recording().connections().get(0);
    assertThat(recorded.messages())
        .map(RecordedMessage::toString)
        .isEqualTo(MESSAGES.subList(5, 10));
    assertThat(recorded.startupParameter("user")).contains("alice");
    replay(later);
    assertThat(told.lines.get(1)).isEqualTo("continued after 1 exchanges");
    assertThat(told.lines.get(2)).startsWith("10:00:00 1 F ").endsWith(" bytes missing");
    assertThat(told.lines.get(3)).startsWith("10:00:00 1 B ").endsWith(" bytes missing");
    assertThat(told.lines.get(4)).isEqualTo("secret XOR");
    assertThat(told.wire.get(Direction.FRONTEND)).isEqualTo(select().get(0).bytes);
    connection.closed(Ending.CLOSED_BY_CLIENT, "");
    later.close();
    assertThat(before).isPositive();
    assertThat(recorder.memoryHeld()).isZero();
  }

  @Test
  void doesNotWaitPastTheMemoryLimit() {
    Recorder small = new Recorder(new RecorderOptions(1 << 20), tls);
    Window all = small.openWindow("all");
    WireSink.Connection connection = small.opened(ORIGIN);
    say(connection, handshake());
    for (int i = 0; i < 200; i++) {
      say(connection, List.of(server(record(Bytes.of(new byte[16_000])))));
      assertThat(small.memoryHeld()).isLessThanOrEqualTo((1 << 20) + (1 << 17));
    }

    RecordedConnection recorded = all.recording().connections().get(0);
    assertThat(recorded.tls().orElseThrow().undecryptable())
        .contains("the memory limit was reached before its secret came");
    assertThat(recorded.messages()).hasSize(202);
    assertThat(recorded.undecoded()).isEmpty();
    replay(all);
    connection.closed(Ending.CLOSED_BY_CLIENT, "");
    all.close();
    assertThat(small.memoryHeld()).isZero();
  }

  private WireSink.Connection open(WireSink sink) {
    return sink.opened(ORIGIN, TEN);
  }

  private RecordedConnection connection() {
    return window.recording().connections().get(0);
  }

  private void wireIsWhatWasSaid(List<Said> said) {
    for (Direction direction : Direction.values()) {
      Bytes all = Bytes.EMPTY;
      for (Said one : said) {
        all = one.direction == direction ? all.plus(one.bytes) : all;
      }
      assertThat(told.wire.get(direction)).isEqualTo(all);
    }
  }

  private void replay(Window of) {
    try {
      of.recording().replayTo(told);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    wireAddsUp(of);
  }

  private void wireAddsUp(Window of) {
    long sum = told.wire.values().stream().mapToLong(Bytes::length).sum() + told.missing;
    Recording recording = of.recording();
    assertThat(sum)
        .isEqualTo(recording.bytes(Direction.FRONTEND) + recording.bytes(Direction.BACKEND));
  }

  private static Said client(Bytes bytes) {
    return new Said(Direction.FRONTEND, bytes);
  }

  private static Said server(Bytes bytes) {
    return new Said(Direction.BACKEND, bytes);
  }

  private int second = 1;

  private void say(WireSink.Connection connection, List<Said> said) {
    for (Said one : said) {
      connection.bytes(one.direction, one.bytes.toByteBuffer(), TEN.plusSeconds(second++));
    }
  }
}
