package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.testing.Twins;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who sent a statement, where the source knows who wrote the bytes. */
class WrittenByTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
  private static final ConnectionOrigin ORIGIN = ConnectionOrigin.of("db:5432", "app:4711");
  private static final Caller POOL = new Caller("main", "app.Pool.open(Pool.java:12)");
  private static final Caller LIST = new Caller("http-1", "app.Invoices.list(Invoices.java:31)");
  private static final Caller SAVE = new Caller("http-2", "app.Invoices.save(Invoices.java:47)");

  private final TlsDecryptor.Source decryptors = decryptors();
  private final Recorder recorder = new Recorder(RecorderOptions.defaults(), decryptors);
  private final Window window = recorder.openWindow("test");
  private WireSink.Connection connection;
  private long written;

  /** Returns what decrypts TLS, of which there is none here, or null. */
  TlsDecryptor.Source decryptors() {
    return null;
  }

  @Test
  void theWriteOfItsFirstByteSays() {
    Twins twins = new Twins(recorder, decryptors);
    open(twins);
    write(LIST, query("select 1"));
    answer("SELECT 1");
    Bytes save = encode(parse("", "insert into a"), bind(""), execute(), SYNC);
    write(SAVE, save.slice(0, save.length() - 8)); // the end of the Execute comes on its own
    write(LIST, save.from(save.length() - 8));
    server(encode(PARSED, BOUND, tag("INSERT 0 1"), IDLE));

    assertThat(statements())
        .extracting(Statement::sql, Statement::caller)
        .containsExactly(tuple("select 1", LIST), tuple("insert into a", SAVE));
    assertThat(messages())
        .extracting(RecordedMessage::name, RecordedMessage::caller)
        .startsWith(
            tuple("StartupMessage", POOL),
            tuple("AuthenticationOk", Caller.UNKNOWN),
            tuple("ReadyForQuery", Caller.UNKNOWN),
            tuple("Query", LIST));
    assertThat(messages())
        .filteredOn(message -> message.name().equals("Sync"))
        .extracting(RecordedMessage::caller)
        .containsExactly(LIST);
    twins.check();
  }

  @Test
  void nobodyIsSaidWhereNobodyKnows() {
    open(recorder);
    write(LIST, query("select 1"));
    write(Caller.UNKNOWN, query("select 2"));
    write(Caller.inThread("event-loop-1"), query("select 3"));

    assertThat(statements())
        .extracting(statement -> statement.caller().thread(), s -> s.caller().place())
        .containsExactly(
            tuple("http-1", "Invoices.java:31"), tuple("", ""), tuple("event-loop-1", ""));
  }

  @Test
  void itMayBeSaidAfterwards() {
    open(recorder);
    long from = written;
    write(query("select 1"), query("select 2"));
    long second = written;
    write(query("select 3"));
    answer("SELECT 1");
    assertThat(statements()).extracting(Statement::caller).containsOnly(POOL);
    Recording before = window.recording();

    connection.writtenBy(LIST, from);
    connection.writtenBy(SAVE, second);

    assertThat(statements()).extracting(Statement::caller).containsExactly(LIST, LIST, SAVE);
    assertThat(before.statements()).extracting(Statement::caller).containsOnly(POOL);
  }

  @Test
  void aConnectionKnowsWhoOpenedIt() {
    recorder.opened(new ConnectionOrigin("db:5432", "", POOL, "", false));

    RecordedConnection recorded = window.recording().connections().get(0);
    assertThat(recorded.caller()).isEqualTo(POOL);
    assertThat(recorded.thread()).isEqualTo("main");
  }

  @Test
  void offsetsCountFromWhereTheConnectionWasTapped() {
    Twins twins = new Twins(recorder, decryptors);
    connection = twins.opened(new ConnectionOrigin("db:5432", "", POOL, "", true), TEN);
    write(SAVE, Bytes.ofHex("6374203100"));
    answer("SELECT 1");
    write(LIST, query("select 2"));
    answer("SELECT 1");

    assertThat(statements())
        .extracting(Statement::sql, Statement::caller)
        .containsExactly(tuple("select 2", LIST));
    twins.check();
  }

  @Test
  void missingBytesCount() {
    Twins twins = new Twins(recorder, decryptors);
    open(twins);
    miss(500);
    write(LIST, query("select 1")); // nobody can tell that this is a boundary
    answer("SELECT 1");
    write(SAVE, query("select 2"));
    answer("SELECT 1");
    Bytes insert = encode(query("insert into a values ('012345678901234567890123456789')"));
    write(LIST, insert.slice(0, 20));
    miss(insert.length() - 20);
    answer("INSERT 0 1");
    write(SAVE, query("select 3"));
    answer("SELECT 1");

    assertThat(statements())
        .filteredOn(statement -> statement.sql().startsWith("select"))
        .extracting(Statement::sql, Statement::caller)
        .containsExactly(tuple("select 2", SAVE), tuple("select 3", SAVE));
    assertThat(messages())
        .filteredOn(message -> message.frame().isCut())
        .extracting(RecordedMessage::caller)
        .containsExactly(LIST);
    twins.check();
  }

  @Test
  void whatNoWindowReachesIsLetGo() {
    window.close();
    open(recorder);
    List<Caller> turns = List.of(LIST, SAVE);
    long held = 0;
    for (int i = 0; i < 4000; i++) {
      write(turns.get(i % 2), query("select 1"));
      answer("SELECT 1");
      if (i % 100 == 0) {
        try (Window test = recorder.openWindow("test " + i)) {
          write(SAVE, query("select 2"));
          answer("SELECT 1");
          assertThat(test.recording().statements())
              .extracting(Statement::caller)
              .containsExactly(SAVE);
        }
      }
      held = i == 1000 ? recorder.memoryHeld() : held;
    }
    recorder.letGo();

    assertThat(recorder.memoryHeld()).isLessThanOrEqualTo(held + 10_000);
    connection.closed(Ending.CLOSED_BY_CLIENT, "", TEN);
    connection.writtenBy(LIST, written);
    assertThat(recorder.memoryHeld()).isZero();
  }

  @Test
  void whoWroteLastIsKnownAfterAllBeforeIsLetGo() {
    window.close();
    open(recorder);
    write(LIST, query("select 1"));
    answer("SELECT 1");
    recorder.letGo();

    Window next = recorder.openWindow("next");
    client(encode(query("select 2"))); // by the same caller, so nothing is said
    answer("SELECT 1");

    assertThat(next.recording().statements()).extracting(Statement::caller).containsExactly(LIST);
    Checkpoints.check(next.recording());
  }

  @Test
  void callersCountAgainstTheMemoryLimit() {
    Recorder small = new Recorder(new RecorderOptions(1 << 20));
    Window all = small.openWindow("all");
    open(small);
    for (int i = 0; i < 12_000; i++) {
      write(i % 2 == 0 ? LIST : SAVE, query(""));
      answer("");
    }
    assertThat(small.memoryHeld()).isLessThanOrEqualTo(1 << 20);
    List<Statement> kept = all.recording().statements();
    assertThat(kept).isNotEmpty();
    assertThat(kept.get(kept.size() - 1).caller()).isEqualTo(SAVE);
    all.close();
  }

  @Test
  void equalCallersAreOneObject() {
    open(recorder);
    write(new Caller("http-1", "app.A.a(A.java:1)"), query("select 1"));
    write(SAVE, query("select 2"));
    write(new Caller("http-1", "app.A.a(A.java:1)"), query("select 3"));

    List<Statement> statements = statements();
    assertThat(statements.get(0).caller()).isSameAs(statements.get(2).caller());
  }

  private void open(WireSink sink) {
    connection = sink.opened(ORIGIN, TEN);
    write(POOL, new StartupMessage(ProtocolVersion.V3_0, List.of()));
    server(encode(new AuthenticationOk(), IDLE));
  }

  private void write(Caller caller, Message... messages) {
    write(caller, encode(messages));
  }

  private void write(Caller caller, Bytes bytes) {
    connection.writtenBy(caller, written);
    client(bytes);
  }

  private void write(Message... messages) {
    client(encode(messages));
  }

  private void client(Bytes bytes) {
    written += bytes.length();
    connection.bytes(Direction.FRONTEND, bytes.toByteBuffer(), TEN);
  }

  private void miss(long count) {
    written += count;
    connection.gap(Direction.FRONTEND, count, TEN);
  }

  private void answer(String tag) {
    server(encode(columns("a"), row("1"), tag(tag), IDLE));
  }

  private void server(Bytes bytes) {
    connection.bytes(Direction.BACKEND, bytes.toByteBuffer(), TEN);
  }

  private List<Statement> statements() {
    return window.recording().statements();
  }

  private List<RecordedMessage> messages() {
    return window.recording().connections().get(0).messages();
  }

  private static Bytes encode(Message... messages) {
    Bytes all = Bytes.EMPTY;
    for (Message message : messages) {
      all = all.plus(MessageEncoder.encode(message, StandardCharsets.UTF_8));
    }
    return all;
  }
}
