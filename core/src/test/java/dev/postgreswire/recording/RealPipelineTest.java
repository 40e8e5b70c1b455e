package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.bindTo;
import static dev.postgreswire.testing.Messages.describePortal;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyDone;
import dev.postgreswire.message.CopyFail;
import dev.postgreswire.message.Flush;
import dev.postgreswire.message.MessageType;
import dev.postgreswire.testing.RawClient;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no driver does, against real servers: the rules of PROTOCOL.md §5.3, §5.4 and §5.6. */
@Tag("outside")
class RealPipelineTest {
  private RecordedServer server;

  private RawClient open(TestServer on, String... parameters) throws Exception {
    server = new RecordedServer(on);
    return server.raw(parameters);
  }

  @AfterEach
  void close() {
    server.close();
  }

  static List<TestServer> servers() {
    return TestServer.all().toList();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void skipsUpToTheSync(TestServer on) throws Exception {
    try (RawClient client = open(on)) {
      client
          .send(parse("", "select 1/0"), bind(""), execute(), new Flush())
          .readUntil(MessageType.ERROR_RESPONSE);
      client.send(parse("", "select 2"), bind(""), execute(), query("select 3"), SYNC);
      client.readUntilReady();
      client.send(query("select 4")).readUntilReady();
    }

    RecordedConnection connection = server.connection();
    assertThat(connection.statements())
        .extracting(Statement::sql)
        .containsExactly("select 1/0", "select 2", "select 3", "select 4");
    assertThat(connection.statements())
        .extracting(Statement::outcome)
        .containsExactly(
            Statement.Outcome.FAILED,
            Statement.Outcome.SKIPPED,
            Statement.Outcome.SKIPPED,
            Statement.Outcome.COMPLETED);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aFailedParseIsTheFailureOfItsStatement(TestServer on) throws Exception {
    try (RawClient client = open(on)) {
      client.send(parse("", "selec 1"), bind(""), describePortal(""), execute(), SYNC);
      client.readUntilReady();
    }

    Statement statement = server.connection().statements().get(0);
    assertThat(statement.sql()).isEqualTo("selec 1");
    assertThat(statement.outcome()).isEqualTo(Statement.Outcome.FAILED);
    assertThat(statement.error().orElseThrow().sqlState().code()).isEqualTo("42601");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void copyInSwallowsSync(TestServer on) throws Exception {
    try (RawClient client = open(on)) {
      client.send(query("create temp table t (a text)")).readUntilReady();
      client
          .send(parse("", "copy t from stdin"), bind(""), execute(), SYNC)
          .readUntil(MessageType.COPY_IN_RESPONSE);
      client.send(data("a\n"), SYNC, new CopyDone(), SYNC).readUntilReady();
      client.send(parse("", "copy t from stdin"), bind(""), execute(), SYNC, data("b\n"));
      client.send(new CopyDone(), SYNC, query("select * from t")).readUntilReady();
      client.readUntilReady();
    }

    RecordedConnection connection = server.connection();
    assertThat(connection.exchanges()).hasSize(5);
    assertThat(connection.statements().get(1).copy().orElseThrow().lines()).containsExactly("a");
    assertThat(connection.statements().get(2).copy().orElseThrow().lines()).containsExactly("b");
    assertThat(connection.statements().get(3).returnedRows()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aCopyThatFailsGoesOnAfterTheNextReadyForQuery(TestServer on) throws Exception {
    try (RawClient client = open(on)) {
      client.send(query("create temp table t (a int)")).readUntilReady();
      client
          .send(parse("", "copy t from stdin"), bind(""), execute(), SYNC)
          .readUntil(MessageType.COPY_IN_RESPONSE);
      client.send(data("bad\n"), new CopyDone()).readUntil(MessageType.ERROR_RESPONSE);
      client.send(data("more\n"), new CopyFail("too late"), SYNC).readUntilReady();
      client.send(query("select 1")).readUntilReady();
    }

    RecordedConnection connection = server.connection();
    assertThat(connection.statements().get(1).outcome()).isEqualTo(Statement.Outcome.FAILED);
    assertThat(connection.statements().get(1).copy().orElseThrow().bytes()).isEqualTo(4);
    assertThat(connection.statements().get(2).outcome()).isEqualTo(Statement.Outcome.COMPLETED);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void anErrorAtSyncTakesBackTheCommandComplete(TestServer on) throws Exception {
    try (RawClient client = open(on)) {
      client.send(query(DEFERRED)).readUntilReady();
      client.send(parse("", "insert into c values (1)"), bind(""), execute(), SYNC);
      client.readUntilReady();
    }

    RecordedConnection connection = server.connection();
    Statement insert = connection.statements().get(2);
    assertThat(insert.outcome()).isEqualTo(Statement.Outcome.TAKEN_BACK);
    assertThat(insert.tag().orElseThrow().text()).isEqualTo("INSERT 0 1");
    assertThat(connection.exchanges().get(2).errors()).hasSize(1);
    assertThat(connection.transactions().get(1).outcome())
        .isEqualTo(Transaction.Outcome.ROLLED_BACK);
  }

  private static final String DEFERRED =
      "create temp table p (a int primary key);"
          + " create temp table c (a int references p deferrable initially deferred)";

  @ParameterizedTest
  @MethodSource("servers")
  void anImplicitCommitThatFailsTakesBackTheQueryBefore(TestServer on) throws Exception {
    try (RawClient client = open(on)) {
      client.send(query(DEFERRED)).readUntilReady();
      client.send(query("select 1; insert into c values (1)")).readUntilReady();
    }

    assertThat(server.connection().statements())
        .extracting(Statement::outcome)
        .containsExactly(
            Statement.Outcome.COMPLETED,
            Statement.Outcome.COMPLETED,
            Statement.Outcome.TAKEN_BACK,
            Statement.Outcome.FAILED);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aPortalIsSuspendedAtExactlyTheLimit(TestServer on) throws Exception {
    try (RawClient client = open(on)) {
      client.send(query("begin")).readUntilReady();
      client.send(parse("", "select generate_series(1, 4) as n"), bindTo("c", ""));
      client.send(describePortal("c"), execute("c", 2), execute("c", 2), SYNC).readUntilReady();
      client.send(execute("c", 2), SYNC).readUntilReady();
      client.send(query("commit")).readUntilReady();
    }

    Statement statement = server.connection().statements().get(1);
    assertThat(statement.fetches()).isEqualTo(3);
    assertThat(statement.returnedRows()).isEqualTo(4);
    assertThat(statement.outcome()).isEqualTo(Statement.Outcome.COMPLETED);
    assertThat(statement.rows().get(3).get(0).value()).isEqualTo(4);
    assertThat(server.connection().statements()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aQueryEndsThePipelineBeforeIt(TestServer on) throws Exception {
    try (RawClient client = open(on)) {
      client.send(parse("a", "select 1"), bind("a"), execute(), query("select 2"));
      client.send(bind("a"), execute(), SYNC).readUntilReady();
      client.readUntilReady();
    }

    RecordedConnection connection = server.connection();
    assertThat(connection.exchanges()).hasSize(3).allMatch(Exchange::isComplete);
    assertThat(connection.statements())
        .extracting(Statement::sql)
        .containsExactly("select 1", "select 2", "select 1");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void namesOfSqlAndProtocolAreTheSame(TestServer on) throws Exception {
    try (RawClient client = open(on)) {
      client.send(query("prepare p (int) as select $1 * 2")).readUntilReady();
      client.send(bind("p", "21"), describePortal(""), execute(), SYNC).readUntilReady();
      client.send(query("begin; declare c cursor for select 7 as seven")).readUntilReady();
      client.send(describePortal("c"), execute("c", 0), SYNC).readUntilReady();
      client.send(query("rollback; deallocate p")).readUntilReady();
    }

    RecordedConnection connection = server.connection();
    assertThat(connection.statements().get(1).sql()).isEqualTo("select $1 * 2");
    assertThat(connection.statements().get(1).rows().get(0).get(0).value()).isEqualTo(42);
    assertThat(connection.statements().get(4).rows().get(0).get(0).value()).isEqualTo(7);
    assertThat(connection.preparedStatements()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void fatalEndsAll(TestServer on) throws Exception {
    try (RawClient client = open(on)) {
      // Nothing after it: a server that closes with something unread resets the connection.
      client.send(query("begin"), query("select pg_terminate_backend(pg_backend_pid())"));
      client.readUntilEnd();
    }

    RecordedConnection connection = server.connection();
    assertThat(connection.fatalError().orElseThrow().sqlState().code()).isEqualTo("57P01");
    assertThat(connection.statements())
        .extracting(Statement::outcome)
        .containsExactly(Statement.Outcome.COMPLETED, Statement.Outcome.FAILED);
    assertThat(connection.transactions().get(0).outcome())
        .isEqualTo(Transaction.Outcome.ROLLED_BACK);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void replicationKnowsNoExtendedQuery(TestServer on) throws Exception {
    try (RawClient client = open(on, "replication", "database")) {
      client.send(query("IDENTIFY_SYSTEM")).readUntilReady();
      client.send(parse("", "select 1"), bind(""), execute(), SYNC).readUntilReady();
    }

    assertThat(server.connection().statements())
        .extracting(Statement::outcome)
        .containsExactly(Statement.Outcome.COMPLETED, Statement.Outcome.FAILED);
  }

  private static CopyData data(String text) {
    return new CopyData(Bytes.of(text, StandardCharsets.UTF_8));
  }
}
