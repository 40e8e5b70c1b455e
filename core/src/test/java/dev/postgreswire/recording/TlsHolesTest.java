package dev.postgreswire.recording;

import static dev.postgreswire.recording.XorTls.SERVER_HELLO;
import static dev.postgreswire.recording.XorTls.SSL_REQUEST;
import static dev.postgreswire.recording.XorTls.YES;
import static dev.postgreswire.recording.XorTls.record;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.testing.Twins;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A TLS session that is decrypted until some of it is missing, cut short or not to be read. */
class TlsHolesTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
  private static final StartupMessage STARTUP = new StartupMessage(ProtocolVersion.V3_0, List.of());

  /** A Query of 14 bytes. */
  private static final Bytes QUERY = Bytes.ofHex("510000000d73656c656374203100");

  private final XorTls tls = new XorTls();
  private final Recorder recorder = new Recorder(RecorderOptions.defaults(), tls);
  private final Window window = recorder.openWindow("test");
  private final Twins twins = new Twins(recorder, tls);
  private final WireSink.Connection connection =
      twins.opened(ConnectionOrigin.of("db:5432", "app:4711"), TEN);
  private int second = 1;

  @Test
  void aHoleInARecordEndsTheReading() {
    login();
    Bytes record = record(QUERY);
    client(record.slice(0, 10));
    connection.gap(Direction.FRONTEND, 4, TEN);
    client(record.from(14));
    client(record(query("select 2")));

    List<RecordedMessage> messages = recorded().messages();
    assertThat(messages).extracting(RecordedMessage::name).endsWith("Undecoded", "TlsRecord");
    assertThat(messages.get(5).frame().fault()).isEqualTo("4 bytes are missing after the first 10");
    assertThat(messages.get(5).frame().size()).isEqualTo(record.length());
    assertThat(messages.get(5).frame().bytes()).isEqualTo(record.slice(0, 10));
    assertThat(messages.get(6).frame().fault()).isEmpty();
    assertThat(session().undecryptable())
        .contains("a record is not whole: 4 bytes are missing after the first 10");
    twins.check();
  }

  @Test
  void whatOneSideLeavesUnfinishedDoesNotEndTheOther() {
    login();
    client(record(QUERY));
    server(record(Bytes.ofHex("43000000")));
    client(record(QUERY.slice(0, 9)));
    assertThat(recorded().pending())
        .isEqualTo(
            "9 bytes of an incomplete message from the client,"
                + " 4 bytes of an incomplete message from the server, 1 requests not answered");

    connection.ended(Direction.FRONTEND, TEN.plusSeconds(60));

    RecordedMessage cut = recorded().messages().get(6);
    assertThat(cut.frame().fault()).isEqualTo("ended after 9 of 14 bytes");
    assertThat(cut.time()).isEqualTo(TEN.plusSeconds(60));
    assertThat(recorded().pending()).startsWith("4 bytes of an incomplete message from the server");
    server(record(Bytes.ofHex("0d53454c454354203100")));
    assertThat(recorded().messages().get(7).name()).isEqualTo("CommandComplete");
  }

  @Test
  void whatTheServerLeavesUnfinishedIsCut() {
    login();
    client(record(QUERY));
    server(record(Bytes.ofHex("430000000d5345")));

    connection.ended(Direction.BACKEND, TEN.plusSeconds(60));

    assertThat(recorded().messages().get(6).frame().fault()).isEqualTo("ended after 7 of 14 bytes");
    client(record(QUERY));
    assertThat(recorded().messages()).hasSize(8).last().matches(m -> m.name().equals("Query"));
  }

  /** They waited for the secret, and have their own times and writers all the same. */
  @Test
  void whatAWrongSecretCannotOpenIsAsItCame() {
    shakeHands();
    client(record(STARTUP));
    server(record(new AuthenticationOk(), IDLE));
    client(record(QUERY));
    twins.secret(new TlsSecret("XOR", tls.key().clientRandom(), Bytes.of((byte) 0x11)));

    assertThat(recorded().messages())
        .extracting(RecordedMessage::name, RecordedMessage::time)
        .containsExactly(
            tuple("SSLRequest", TEN.plusSeconds(1)),
            tuple("NegotiationAnswer", TEN.plusSeconds(2)),
            tuple("TlsRecord", TEN.plusSeconds(5)),
            tuple("TlsRecord", TEN.plusSeconds(6)),
            tuple("TlsRecord", TEN.plusSeconds(7)));
    assertThat(session().undecryptable()).contains("the record is forged");
    assertThat(session().decrypted()).isFalse();
    twins.check();
  }

  @Test
  void whatALateSecretOpensHasTheTimesOfItsRecords() {
    shakeHands();
    client(record(STARTUP));
    server(record(new AuthenticationOk(), IDLE));
    client(record(QUERY));
    twins.secret(tls.key());
    server(record(tag("SELECT 1"), IDLE));

    assertThat(recorded().messages())
        .extracting(RecordedMessage::name, RecordedMessage::time)
        .endsWith(
            tuple("StartupMessage", TEN.plusSeconds(5)),
            tuple("AuthenticationOk", TEN.plusSeconds(6)),
            tuple("ReadyForQuery", TEN.plusSeconds(6)),
            tuple("Query", TEN.plusSeconds(7)),
            tuple("CommandComplete", TEN.plusSeconds(8)),
            tuple("ReadyForQuery", TEN.plusSeconds(8)));
    assertThat(session().direct()).isFalse();
    twins.check();
  }

  @Test
  void aSessionMayBeginWithoutBeingAskedFor() {
    twins.secret(tls.key());
    client(tls.clientHello());
    server(SERVER_HELLO);
    client(record(STARTUP));

    assertThat(session().direct()).isTrue();
    assertThat(recorded().messages())
        .extracting(RecordedMessage::name)
        .containsExactly("StartupMessage");
    twins.check();
  }

  private void login() {
    twins.secret(tls.key());
    shakeHands();
    client(record(STARTUP));
    server(record(new AuthenticationOk(), IDLE));
  }

  private void shakeHands() {
    client(SSL_REQUEST);
    server(YES);
    client(tls.clientHello());
    server(SERVER_HELLO);
  }

  private RecordedConnection recorded() {
    return window.recording().connections().get(0);
  }

  private TlsSession session() {
    return recorded().tls().orElseThrow();
  }

  private void client(Bytes bytes) {
    connection.bytes(Direction.FRONTEND, bytes.toByteBuffer(), TEN.plusSeconds(second++));
  }

  private void server(Bytes bytes) {
    connection.bytes(Direction.BACKEND, bytes.toByteBuffer(), TEN.plusSeconds(second++));
  }
}
