package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.IN_FAILED;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.bindTo;
import static dev.postgreswire.testing.Messages.describeStatement;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.fatal;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postgreswire.message.Flush;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.PortalSuspended;
import dev.postgreswire.testing.WireScript;
import org.junit.jupiter.api.Test;

/** Errors in pipelines, as PROTOCOL.md §5.3 and §5.6 have them. */
class PipelineFailureTest {
  private final WireScript script = WireScript.session();

  @Test
  void aParseThatFailsFailsItsStatementAndSkipsTheOthers() {
    RecordedConnection connection =
        script
            .client(parse("", "selec 1"), bind(""), execute())
            .client(parse("", "select 2"), bind(""), execute(), query("select 3"), SYNC)
            .server(error("42601", "syntax error"), IDLE)
            .connection();

    assertThat(connection.statements())
        .extracting(Statement::sql)
        .containsExactly("selec 1", "select 2", "select 3");
    assertThat(connection.statements())
        .extracting(Statement::outcome)
        .containsExactly(
            Statement.Outcome.FAILED, Statement.Outcome.SKIPPED, Statement.Outcome.SKIPPED);
    assertThat(connection.errors().get(0).sql()).contains("selec 1");
    assertThat(connection.exchanges()).hasSize(2);
    assertThat(connection.notes()).isEmpty();
  }

  @Test
  void whatComesAfterTheErrorIsSkippedUpToTheSync() {
    RecordedConnection connection =
        script
            .client(parse("", "select 1/0"), bind(""), execute(), new Flush())
            .server(PARSED, BOUND, error("22012", "division by zero"))
            .client(parse("", "select 2"), bind(""), execute(), query("select 3"), SYNC)
            .server(IDLE)
            .client(query("select 4"))
            .server(tag("SELECT 1"), IDLE)
            .connection();

    assertThat(connection.statements())
        .extracting(Statement::outcome)
        .containsExactly(
            Statement.Outcome.FAILED,
            Statement.Outcome.SKIPPED,
            Statement.Outcome.SKIPPED,
            Statement.Outcome.COMPLETED);
    assertThat(connection.exchanges()).hasSize(3);
    assertThat(connection.exchanges().get(1).isComplete()).isTrue();
    assertThat(connection.notes()).isEmpty();
  }

  @Test
  void aFailedParseOfANameThatSucceedsLaterDoesNotMixThemUp() {
    RecordedConnection connection =
        script
            .client(parse("s", "selec 1"), SYNC, bind("s"), execute(), SYNC)
            .server(error("42601", "syntax error"), IDLE)
            .server(error("26000", "no such statement"), IDLE)
            .client(parse("s", "select 2"), bind("s"), execute(), SYNC)
            .server(PARSED, BOUND, row("2"), tag("SELECT 1"), IDLE)
            .connection();

    assertThat(connection.statements()).extracting(Statement::sql).containsExactly("", "select 2");
    assertThat(connection.statements().get(0).outcome()).isEqualTo(Statement.Outcome.FAILED);
  }

  @Test
  void anErrorAtSyncTakesBackWhatHadCompleted() {
    RecordedConnection connection =
        script
            .client(parse("", "insert into t values (1)"), bind(""), execute(), SYNC)
            .server(PARSED, BOUND, tag("INSERT 0 1"))
            .server(error("23503", "violates foreign key constraint"), IDLE)
            .connection();

    Statement statement = connection.statements().get(0);
    assertThat(statement.outcome()).isEqualTo(Statement.Outcome.TAKEN_BACK);
    assertThat(statement.error().orElseThrow().sqlState().code()).isEqualTo("23503");
    assertThat(statement.tag()).isPresent();
    Exchange exchange = connection.exchanges().get(1);
    assertThat(exchange.errors()).hasSize(1);
    assertThat(exchange.isComplete()).isTrue();
    assertThat(connection.errors().get(0).sql()).isEmpty();
    assertThat(connection.transactions().get(0).outcome())
        .isEqualTo(Transaction.Outcome.ROLLED_BACK);
  }

  @Test
  void anErrorInAPipelineTakesBackItsImplicitTransactionOnly() {
    RecordedConnection connection =
        script
            .client(parse("a", "insert into t values (1)"), bind("a"), execute(), SYNC)
            .client(bind("a"), execute(), bind("a"), execute(), SYNC)
            .server(PARSED, BOUND, tag("INSERT 0 1"), IDLE)
            .server(BOUND, tag("INSERT 0 1"), BOUND, error("23505", "duplicate key"), IDLE)
            .connection();

    assertThat(connection.statements())
        .extracting(Statement::outcome)
        .containsExactly(
            Statement.Outcome.COMPLETED, Statement.Outcome.TAKEN_BACK, Statement.Outcome.FAILED);
    assertThat(connection.transactions())
        .extracting(Transaction::outcome)
        .containsExactly(Transaction.Outcome.COMMITTED, Transaction.Outcome.ROLLED_BACK);
  }

  @Test
  void aQueryEndsAPipelineWithoutSync() {
    RecordedConnection connection =
        script
            .client(parse("", "insert into t values (1)"), bind(""), execute(), query("select 1"))
            .server(PARSED, BOUND, tag("INSERT 0 1"), tag("SELECT 1"), IDLE)
            .connection();

    assertThat(connection.exchanges()).hasSize(2);
    assertThat(connection.exchanges().get(1).kind()).isEqualTo(Exchange.Kind.EXTENDED_QUERY);
    assertThat(connection.transactions()).hasSize(1);
  }

  /** What failed may have been for a statement that is about to be executed, or for another. */
  @Test
  void anErrorFailsTheExecutionThatItWasFor() {
    assertThat(outcomeAfterError(describeStatement("S_1"), bind("S_1"), execute("", 0)))
        .isEqualTo(Statement.Outcome.FAILED);
    assertThat(outcomeAfterError(bind("S_1"), execute("", 0))).isEqualTo(Statement.Outcome.FAILED);
    assertThat(outcomeAfterError(parse("S_2", "selec"), bind("S_1"), execute("", 0)))
        .isEqualTo(Statement.Outcome.SKIPPED);
    assertThat(outcomeAfterError(bindTo("C_1", "S_1"), bind("S_1"), execute("", 0)))
        .isEqualTo(Statement.Outcome.SKIPPED);
    assertThat(outcomeAfterError(describeStatement("S_2"), bind("S_1"), execute("", 0)))
        .isEqualTo(Statement.Outcome.SKIPPED);
  }

  private static Statement.Outcome outcomeAfterError(Message... messages) {
    return WireScript.session()
        .client(parse("S_1", "select 1"), parse("S_2", "select 2"), SYNC)
        .server(PARSED, PARSED, IDLE)
        .client(messages)
        .client(SYNC)
        .server(error("42601", "whatever"), IDLE)
        .connection()
        .statements()
        .get(0)
        .outcome();
  }

  @Test
  void fatalEndsWhatIsStillBeingSent() {
    RecordedConnection connection =
        script
            .client(parse("", "select 1"))
            .server(PARSED, fatal("57P01", "terminating connection"))
            .connection();

    assertThat(connection.exchanges()).hasSize(2).allMatch(Exchange::isComplete);
    assertThat(connection.exchanges().get(1).errors()).hasSize(1);
    assertThat(connection.pending()).isEmpty();
  }

  /** Its next Execute names a portal that is not there any more. */
  @Test
  void aCommitWithinAPipelineEndsItsPortals() {
    RecordedConnection connection =
        script
            .client(parse("", "begin"), bind(""), execute())
            .client(parse("S_1", "select 1"), bindTo("C_1", "S_1"), execute("C_1", 1))
            .client(parse("", "commit"), bind(""), execute(), execute("C_1", 1), SYNC)
            .server(PARSED, BOUND, tag("BEGIN"))
            .server(PARSED, BOUND, row("1"), new PortalSuspended())
            .server(PARSED, BOUND, tag("COMMIT"))
            .server(error("34000", "portal \"C_1\" does not exist"), IDLE)
            .connection();

    assertThat(connection.statements())
        .extracting(Statement::sql, Statement::outcome)
        .containsExactly(
            tuple("begin", Statement.Outcome.COMPLETED),
            tuple("select 1", Statement.Outcome.SUSPENDED),
            tuple("commit", Statement.Outcome.COMPLETED),
            tuple("select 1", Statement.Outcome.FAILED));
    assertThat(connection.transactions()).hasSize(2);
    assertThat(connection.transactions().get(0).statements()).hasSize(3);
  }

  @Test
  void fatalEndsAllThatWasPending() {
    RecordedConnection connection =
        script
            .client(query("begin"))
            .server(tag("BEGIN"), dev.postgreswire.testing.Messages.IN_BLOCK)
            .client(query("select pg_sleep(60)"), query("select 2"))
            .server(fatal("57P01", "terminating connection due to administrator command"))
            .closed(Ending.CLOSED_BY_SERVER)
            .connection();

    assertThat(connection.statements())
        .extracting(Statement::outcome)
        .containsExactly(
            Statement.Outcome.COMPLETED, Statement.Outcome.FAILED, Statement.Outcome.SKIPPED);
    assertThat(connection.fatalError().orElseThrow().sqlState().code()).isEqualTo("57P01");
    assertThat(connection.ending()).isEqualTo(Ending.CLOSED_BY_SERVER);
    assertThat(connection.transactions().get(0).outcome())
        .isEqualTo(Transaction.Outcome.ROLLED_BACK);
    assertThat(connection.exchanges()).allMatch(Exchange::isComplete);
  }

  @Test
  void anErrorWhileIdleIsUnsolicited() {
    RecordedConnection connection =
        script.server(fatal("57P05", "idle-session timeout")).connection();

    assertThat(connection.exchanges().get(1).kind()).isEqualTo(Exchange.Kind.OTHER);
    assertThat(connection.exchanges().get(1).errors()).hasSize(1);
  }

  @Test
  void aFailedBlockSkipsNothingOfTheNextExchange() {
    RecordedConnection connection =
        script
            .client(query("begin; select 1/0"))
            .server(tag("BEGIN"), error("22012", "division by zero"), IN_FAILED)
            .client(query("rollback"))
            .server(tag("ROLLBACK"), IDLE)
            .connection();

    assertThat(connection.statements())
        .extracting(Statement::outcome)
        .containsExactly(
            Statement.Outcome.COMPLETED, Statement.Outcome.FAILED, Statement.Outcome.COMPLETED);
    assertThat(connection.transactions()).hasSize(1);
    assertThat(connection.transactions().get(0).isImplicit()).isFalse();
  }
}
