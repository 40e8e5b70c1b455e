package dev.postgreswire.recording;

import static dev.postgreswire.recording.XorTls.SERVER_HELLO;
import static dev.postgreswire.recording.XorTls.SSL_REQUEST;
import static dev.postgreswire.recording.XorTls.YES;
import static dev.postgreswire.recording.XorTls.record;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A TLS session of which one of its ends shows what it says, so that nobody needs a secret. */
class PlaintextTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
  private static final StartupMessage STARTUP = new StartupMessage(ProtocolVersion.V3_0, List.of());

  private final XorTls tls = new XorTls();
  private final Recorder recorder = new Recorder(RecorderOptions.defaults(), tls);
  private final Window window = recorder.openWindow("test");
  private ConnectionRecorder connection =
      recorder.opened(ConnectionOrigin.of("db:5432", "app:4711"), TEN);
  private int second = 1;

  @Test
  void isRecordedInsteadOfItsRecords() throws IOException {
    shakeHands();
    login();

    assertThat(recorded().messages())
        .extracting(RecordedMessage::name, RecordedMessage::time)
        .endsWith(
            tuple("StartupMessage", TEN.plusSeconds(5)),
            tuple("AuthenticationOk", TEN.plusSeconds(8)),
            tuple("ReadyForQuery", TEN.plusSeconds(8)));
    assertThat(recorded().messages()).hasSize(5);
    assertThat(session().decrypted()).isTrue();
    assertThat(session().undecryptable()).isEmpty();
    assertThat(recorded().pending()).isEmpty();
    assertThat(tls.mayForget()).as("nobody asks for secrets any more").isTrue();
    Told told = new Told();
    window.recording().replayTo(told);
    assertThat(told.wire.get(Direction.FRONTEND))
        .as("the records, once")
        .isEqualTo(SSL_REQUEST.plus(tls.clientHello()).plus(record(STARTUP)));
  }

  @Test
  void endsTheWaitingForASecret() {
    shakeHands();
    client(record(STARTUP));
    assertThat(recorded().messages()).hasSize(3).last().matches(m -> m.name().equals("TlsRecord"));

    show(Direction.FRONTEND, STARTUP);

    assertThat(recorded().messages())
        .extracting(RecordedMessage::name)
        .containsExactly("SSLRequest", "NegotiationAnswer", "StartupMessage");
    assertThat(session().undecryptable()).isEmpty();
  }

  @Test
  void whatIsHalfShownIsPending() {
    shakeHands();
    login();
    Bytes query = encode(query("select 1"));
    show(Direction.FRONTEND, query.slice(0, 3));
    assertThat(recorded().pending()).isEqualTo("3 bytes of an incomplete message from the client");

    show(Direction.FRONTEND, query.from(3));

    assertThat(recorded().statements()).singleElement().matches(s -> s.sql().equals("select 1"));
  }

  @Test
  void isNothingWithoutASession() {
    show(Direction.FRONTEND, STARTUP);

    assertThat(recorded().messages()).isEmpty();
    assertThat(recorded().tls()).isEmpty();
  }

  @Test
  @BreaksProtocol(because = "what comes within the session is no TLS")
  void isNothingOnceTheSessionIsGivenUp() {
    shakeHands();
    client(Bytes.ofHex("00"));
    int before = recorded().messages().size();

    show(Direction.FRONTEND, STARTUP);

    assertThat(recorded().messages()).hasSize(before);
    assertThat(session().decrypted()).isFalse();
  }

  @Test
  void isNothingToARecorderThatLeavesTlsAlone() {
    Recorder other = new Recorder(RecorderOptions.defaults());
    try (Window all = other.openWindow("all")) {
      connection = other.opened(ConnectionOrigin.of("db:5432", "app:4711"), TEN);
      shakeHands();
      login();

      assertThat(all.recording().messages())
          .extracting(RecordedMessage::name)
          .endsWith("TlsRecord", "TlsRecord")
          .doesNotContain("StartupMessage");
    }
  }

  @Test
  void isNothingAfterTheEnd() {
    shakeHands();
    connection.closed(Ending.CLOSED_BY_CLIENT, "", TEN.plusSeconds(60));
    window.close();

    show(Direction.FRONTEND, STARTUP);

    assertThat(recorder.recording().isEmpty()).isTrue();
    assertThat(recorder.memoryHeld()).isZero();
  }

  private void shakeHands() {
    client(SSL_REQUEST);
    server(YES);
    client(tls.clientHello());
    server(SERVER_HELLO);
  }

  /** A client encrypts what it has shown; a server's answer is shown once it is decrypted. */
  private void login() {
    show(Direction.FRONTEND, STARTUP);
    client(record(STARTUP));
    server(record(new AuthenticationOk(), IDLE));
    show(Direction.BACKEND, encode(new AuthenticationOk()).plus(encode(IDLE)));
  }

  private RecordedConnection recorded() {
    return window.recording().connections().get(0);
  }

  private TlsSession session() {
    return recorded().tls().orElseThrow();
  }

  private void show(Direction direction, Message message) {
    show(direction, encode(message));
  }

  private void show(Direction direction, Bytes plaintext) {
    connection.plaintext(direction, plaintext.toByteBuffer(), TEN.plusSeconds(second++));
  }

  private static Bytes encode(Message message) {
    return MessageEncoder.encode(message, StandardCharsets.UTF_8);
  }

  private void client(Bytes bytes) {
    connection.bytes(Direction.FRONTEND, bytes.toByteBuffer(), TEN.plusSeconds(second++));
  }

  private void server(Bytes bytes) {
    connection.bytes(Direction.BACKEND, bytes.toByteBuffer(), TEN.plusSeconds(second++));
  }
}
