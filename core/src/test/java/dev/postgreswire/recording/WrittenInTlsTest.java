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

/** Who sent a statement, where it went over the wire in TLS records. */
class WrittenInTlsTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
  private static final ConnectionOrigin ORIGIN = ConnectionOrigin.of("db:5432", "app:4711");
  private static final Caller POOL = new Caller("main", "app.Pool.open(Pool.java:12)");
  private static final Caller LIST = new Caller("http-1", "app.Invoices.list(Invoices.java:31)");
  private static final Caller SAVE = new Caller("http-2", "app.Invoices.save(Invoices.java:47)");

  private final XorTls tls = new XorTls();
  private final Recorder recorder = new Recorder(RecorderOptions.defaults(), tls);
  private final Window window = recorder.openWindow("test");
  private final Twins twins = new Twins(recorder, tls);
  private final WireSink.Connection connection = twins.opened(ORIGIN, TEN);
  private long written;

  @Test
  void theWriteOfTheRecordSays() {
    twins.secret(tls.key());
    session();

    assertSenders();
    twins.check();
  }

  @Test
  void aSecretThatComesLateChangesNothing() {
    session();
    twins.secret(tls.key());

    assertSenders();
    twins.check();
  }

  @Test
  void aRecordThatNobodyCanOpenHasAWriter() {
    twins.secret(tls.key());
    session();
    write(LIST, XorTls.forged());
    write(SAVE, record(query("select 4")));

    List<RecordedMessage> messages = window.recording().messages();
    assertThat(messages.subList(messages.size() - 2, messages.size()))
        .extracting(RecordedMessage::name, RecordedMessage::caller)
        .containsExactly(tuple("TlsRecord", LIST), tuple("TlsRecord", SAVE));
    twins.check();
  }

  @Test
  void itMayBeSaidAfterwards() {
    twins.secret(tls.key());
    login();
    long from = written;
    client(record(query("select 1")).plus(record(query("select 2"))));
    connection.writtenBy(LIST, from);

    assertThat(window.recording().statements())
        .extracting(Statement::caller)
        .containsExactly(LIST, LIST);
  }

  private void assertSenders() {
    assertThat(window.recording().statements())
        .extracting(Statement::sql, Statement::caller)
        .containsExactly(tuple("select 1", LIST), tuple("select 2", SAVE), tuple("select 3", LIST));
    assertThat(window.recording().messages())
        .filteredOn(message -> message.direction() == Direction.FRONTEND)
        .first()
        .extracting(RecordedMessage::caller)
        .isEqualTo(POOL);
    Checkpoints.check(window.recording());
  }

  private void session() {
    login();
    write(LIST, record(query("select 1")));
    answer();
    Bytes query = Bytes.ofHex("510000000d73656c656374203200");
    write(SAVE, record(query.slice(0, 3)).plus(record(query.from(3))));
    answer();
    write(LIST, record(query("select 3")));
    answer();
  }

  private void login() {
    write(POOL, SSL_REQUEST);
    server(YES);
    write(POOL, tls.clientHello());
    server(SERVER_HELLO);
    write(POOL, record(new StartupMessage(ProtocolVersion.V3_0, List.of())));
    server(record(new AuthenticationOk(), IDLE));
  }

  private void answer() {
    server(record(columns("a"), row("1"), tag("SELECT 1"), IDLE));
  }

  private void write(Caller caller, Bytes bytes) {
    connection.writtenBy(caller, written);
    client(bytes);
  }

  private void client(Bytes bytes) {
    written += bytes.length();
    connection.bytes(Direction.FRONTEND, bytes.toByteBuffer(), TEN);
  }

  private void server(Bytes bytes) {
    connection.bytes(Direction.BACKEND, bytes.toByteBuffer(), TEN);
  }
}
