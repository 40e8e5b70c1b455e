package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.IN_BLOCK;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.bindTo;
import static dev.postgreswire.testing.Messages.closeStatement;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.describePortal;
import static dev.postgreswire.testing.Messages.describeStatement;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.CloseComplete;
import dev.postgreswire.message.EmptyQueryResponse;
import dev.postgreswire.message.Flush;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.NoData;
import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.message.Oid;
import dev.postgreswire.message.ParameterDescription;
import dev.postgreswire.message.PortalSuspended;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.testing.conformance.BreaksProtocol;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queries, prepared statements and portals, as PROTOCOL.md §5.1, §5.2 and §5.6 have them. */
class ConversationTest {
  private final WireScript script = WireScript.session();

  @Test
  void simpleQueryIsOneExchangeWithOneStatement() {
    RecordedConnection connection =
        script
            .client(query("select 1"))
            .server(columns("?column?"), row("1"), tag("SELECT 1"), IDLE)
            .connection();

    Exchange exchange = connection.exchanges().get(1);
    assertThat(exchange.kind()).isEqualTo(Exchange.Kind.SIMPLE_QUERY);
    assertThat(exchange.messages()).hasSize(5);
    assertThat(exchange.isComplete()).isTrue();
    Statement statement = only(connection);
    assertThat(statement.sql()).isEqualTo("select 1");
    assertThat(statement.command()).contains("SELECT");
    assertThat(statement.rows().get(0).get(0).value()).isEqualTo(1);
    assertThat(statement.outcome()).isEqualTo(Statement.Outcome.COMPLETED);
    assertThat(statement.isSimple()).isTrue();
  }

  @Test
  void eachTagOfAQueryIsAStatementWithItsOwnPart() {
    RecordedConnection connection =
        script
            .client(query("insert into a values (';'); /* ; */ select 1;;"))
            .server(tag("INSERT 0 1"), columns("x"), row("1"), tag("SELECT 1"), IDLE)
            .connection();

    assertThat(connection.statements())
        .extracting(Statement::sql)
        .containsExactly("insert into a values (';')", "/* ; */ select 1");
    assertThat(connection.exchanges().get(1).statements()).hasSize(2);
    assertThat(connection.transactions()).hasSize(1);
  }

  @Test
  void keepsTheWholeTextWhenTheTagsDoNotFitIt() {
    RecordedConnection connection =
        script
            .client(query("select 1; select 2"))
            .server(tag("SELECT 1"), tag("SELECT 1"), tag("SELECT 1"), IDLE)
            .connection();

    assertThat(connection.statements())
        .extracting(Statement::sql)
        .containsOnly("select 1; select 2")
        .hasSize(3);
  }

  @Test
  void anErrorFailsItsStatementAndTakesBackThoseBefore() {
    RecordedConnection connection =
        script
            .client(query("insert into a values (1); select 1/0; select 2"))
            .server(tag("INSERT 0 1"), columns("x"), error("22012", "division by zero"), IDLE)
            .connection();

    assertThat(connection.statements())
        .extracting(Statement::outcome)
        .containsExactly(
            Statement.Outcome.TAKEN_BACK, Statement.Outcome.FAILED, Statement.Outcome.SKIPPED);
    assertThat(connection.errors().get(0).sql()).contains("select 1/0");
    assertThat(connection.transactions().get(0).outcome())
        .isEqualTo(Transaction.Outcome.ROLLED_BACK);
  }

  @Test
  void aSyntaxErrorIsAboutTheWholeText() {
    RecordedConnection connection =
        script
            .client(query("select 1; selec 2"))
            .server(error("42601", "syntax error"), IDLE)
            .connection();

    assertThat(only(connection).sql()).isEqualTo("select 1; selec 2");
    assertThat(only(connection).outcome()).isEqualTo(Statement.Outcome.FAILED);
  }

  @Test
  void emptyQueryIsAStatementWithoutATransaction() {
    RecordedConnection connection =
        script.client(query("")).server(new EmptyQueryResponse(), IDLE).connection();

    assertThat(only(connection).outcome()).isEqualTo(Statement.Outcome.COMPLETED);
    assertThat(only(connection).tag()).isEmpty();
    assertThat(only(connection).origin()).isEqualTo(Origin.POOL);
    assertThat(connection.transactions()).isEmpty();
  }

  @Test
  void namedStatementKeepsItsSqlAndItsDescription() {
    WireScript twice =
        script
            .client(parse("S_1", "select $1 + 1"), describeStatement("S_1"), SYNC)
            .server(PARSED, new ParameterDescription(List.of(new Oid(23))), columns("sum"), IDLE);
    RecordedConnection connection =
        twice
            .client(bind("S_1", "41"), execute(), SYNC)
            .server(BOUND, row("42"), tag("SELECT 1"), IDLE)
            .connection();

    Statement statement = only(connection);
    assertThat(statement.sql()).isEqualTo("select $1 + 1");
    assertThat(statement.statementName()).isEqualTo("S_1");
    assertThat(statement.isServerPrepared()).isTrue();
    assertThat(statement.parameters().get(0).value()).isEqualTo(41);
    assertThat(statement.rows().get(0).get(0).value()).isEqualTo(42);
    assertThat(connection.preparedStatements()).containsEntry("S_1", "select $1 + 1");
  }

  @Test
  void parameterTypesThatComeLaterCountToo() {
    RecordedConnection connection =
        script
            .client(parse("S_1", "select $1"), bind("S_1", "7"), execute(), SYNC)
            .server(PARSED, BOUND, row("7"), tag("SELECT 1"), IDLE)
            .client(describeStatement("S_1"), SYNC)
            .server(new ParameterDescription(List.of(new Oid(23))), new NoData(), IDLE)
            .connection();

    assertThat(only(connection).parameters().get(0).value()).isEqualTo(7);
  }

  /** Where the server does not say, the Parse does. */
  @Test
  void aTypeThatIsNotDescribedIsThatOfParse() {
    RecordedConnection connection =
        script
            .client(parse("", "select $1, $2", 23, 0), describeStatement(""))
            .client(bind("", "1", "2"), execute(), SYNC)
            .server(PARSED, new ParameterDescription(List.of(new Oid(0), new Oid(23))))
            .server(new NoData(), BOUND, tag("SELECT 1"), IDLE)
            .connection();

    assertThat(only(connection).parameters())
        .extracting(value -> value.value())
        .containsExactly(1, 2);
  }

  @Test
  void closeDeallocateAndDiscardForget() {
    RecordedConnection connection =
        script
            .client(parse("a", "select 1"), parse("b", "select 2"), parse("c", "select 3"), SYNC)
            .server(PARSED, PARSED, PARSED, IDLE)
            .client(closeStatement("a"), SYNC)
            .server(new CloseComplete(), IDLE)
            .client(query("deallocate prepare \"b\""))
            .server(tag("DEALLOCATE"), IDLE)
            .connection();
    assertThat(connection.preparedStatements()).containsOnlyKeys("c");

    RecordedConnection discarded =
        script.client(query("discard all")).server(tag("DISCARD ALL"), IDLE).connection();
    assertThat(discarded.preparedStatements()).isEmpty();
  }

  @Test
  void statementsOfSqlAndOfTheProtocolShareTheirNames() {
    RecordedConnection connection =
        script
            .client(query("prepare Lookup (int, text) as select $1"))
            .server(tag("PREPARE"), IDLE)
            .client(bind("lookup", "1", "x"), execute(), SYNC)
            .server(BOUND, row("1"), tag("SELECT 1"), IDLE)
            .connection();

    assertThat(connection.statements().get(1).sql()).isEqualTo("select $1");
  }

  @Test
  void fetchesOfASuspendedPortalAreOneStatement() {
    RecordedConnection connection =
        script
            .client(query("begin"))
            .server(tag("BEGIN"), IN_BLOCK)
            .client(
                parse("", "select x from t"),
                bindTo("C_1", ""),
                describePortal("C_1"),
                execute("C_1", 2),
                SYNC)
            .server(PARSED, BOUND, columns("x"), row("1"), row("2"), new PortalSuspended())
            .server(IN_BLOCK)
            .client(execute("C_1", 2), SYNC)
            .server(row("3"), row("4"), new PortalSuspended(), IN_BLOCK)
            .client(execute("C_1", 2), SYNC)
            .server(tag("SELECT 0"), IN_BLOCK)
            .connection();

    Statement statement = connection.statements().get(1);
    assertThat(connection.statements()).hasSize(2);
    assertThat(statement.fetches()).isEqualTo(3);
    assertThat(statement.fetchSize()).isEqualTo(2);
    assertThat(statement.returnedRows()).isEqualTo(4);
    assertThat(statement.affectedRows()).hasValue(0);
    assertThat(statement.outcome()).isEqualTo(Statement.Outcome.COMPLETED);
    assertThat(connection.exchanges().get(4).statements()).containsExactly(statement);
    assertThat(connection.transactions()).hasSize(1);
  }

  /** As r2dbc-postgresql does: it flushes after each fetch, and syncs after the last. */
  @Test
  void fetchesWithinOneExchangeAreOneStatementAndNoBatch() {
    RecordedConnection connection =
        script
            .client(parse("", "select x from t"), bindTo("B_1", ""), execute("B_1", 1), new Flush())
            .server(PARSED, BOUND, row("1"), new PortalSuspended())
            .client(execute("B_1", 1), new Flush())
            .server(row("2"), new PortalSuspended())
            .client(execute("B_1", 1), SYNC)
            .server(tag("SELECT 0"), IDLE)
            .connection();

    assertThat(connection.statements()).hasSize(1);
    assertThat(connection.statements().get(0).fetches()).isEqualTo(3);
    assertThat(connection.exchanges().get(1).statements()).hasSize(1);
    assertThat(connection.batches()).isEmpty();
  }

  @Test
  void reexecutingAFinishedPortalIsAnotherStatement() {
    RecordedConnection connection =
        script
            .client(parse("", "select 1"), bind(""), execute(), execute(), SYNC)
            .server(PARSED, BOUND, row("1"), tag("SELECT 1"), tag("SELECT 0"), IDLE)
            .connection();

    assertThat(connection.statements()).hasSize(2);
    assertThat(connection.statements().get(1).sql()).isEqualTo("select 1");
  }

  @Test
  void pipelinedExchangesGetTheirOwnAnswers() {
    Message[] one = {parse("", "select 1"), bind(""), execute(), SYNC};
    Message[] two = {parse("", "select 2"), bind(""), execute(), SYNC};
    RecordedConnection connection =
        script
            .client(one)
            .client(two)
            .server(PARSED, BOUND, row("1"), tag("SELECT 1"), IDLE)
            .server(PARSED, BOUND, row("2"), tag("SELECT 1"), IDLE)
            .connection();

    assertThat(connection.exchanges()).hasSize(3);
    assertThat(connection.exchanges().get(2).messages())
        .extracting(RecordedMessage::index)
        .containsExactly(10, 11, 12, 13, 19, 20, 21, 22, 23);
    assertThat(connection.statements().get(1).rows().get(0).get(0).text()).isEqualTo("2");
  }

  @Test
  void whatNobodyAskedForIsAnExchangeOfItsOwn() {
    RecordedConnection connection =
        script
            .server(new NotificationResponse(7, "news", "hello"))
            .client(new Terminate())
            .closed(Ending.CLOSED_BY_CLIENT)
            .connection();

    assertThat(connection.exchanges())
        .extracting(Exchange::kind)
        .containsExactly(Exchange.Kind.STARTUP, Exchange.Kind.OTHER, Exchange.Kind.TERMINATION);
    assertThat(connection.notifications().get(0).payload()).isEqualTo("hello");
    assertThat(connection.ending()).isEqualTo(Ending.TERMINATED);
  }

  /** A server that has read Terminate does not read the end of TLS that comes after it. */
  @Test
  void aResetThatAnswersTheEndIsNone() {
    RecordedConnection connection =
        script.client(new Terminate()).closed(Ending.RESET_BY_SERVER).connection();

    assertThat(connection.ending()).isEqualTo(Ending.TERMINATED);
  }

  @Test
  @BreaksProtocol(because = "a Parse is not answered")
  void anAnswerThatNobodyAskedForIsNoted() {
    RecordedConnection connection =
        script
            .client(parse("", "select 1"), SYNC)
            .server(IDLE)
            .client(query("select 2"))
            .server(tag("SELECT 1"), IDLE)
            .connection();

    assertThat(connection.notes()).hasSize(1).first().asString().contains("out of step");
    assertThat(only(connection).outcome()).isEqualTo(Statement.Outcome.COMPLETED);
  }

  private static Statement only(RecordedConnection connection) {
    assertThat(connection.statements()).hasSize(1);
    return connection.statements().get(0);
  }
}
