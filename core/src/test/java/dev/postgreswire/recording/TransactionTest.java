package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.IN_BLOCK;
import static dev.postgreswire.testing.Messages.IN_FAILED;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.ReadyForQuery;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.testing.WireScript;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where transactions begin and end, as PROTOCOL.md §5.1 and §5.3 have it. */
class TransactionTest {
  private final WireScript script = WireScript.session();

  @Test
  void aBlockGoesFromBeginToCommit() {
    run("begin isolation level repeatable read read only", "BEGIN", IN_BLOCK);
    run("select 1", "SELECT 1", IN_BLOCK);
    run("commit", "COMMIT", IDLE);

    Transaction transaction = only();
    assertThat(transaction.isImplicit()).isFalse();
    assertThat(transaction.isolation()).contains("REPEATABLE READ");
    assertThat(transaction.isReadOnly()).contains(true);
    assertThat(transaction.outcome()).isEqualTo(Transaction.Outcome.COMMITTED);
    assertThat(transaction.statements()).hasSize(3);
    assertThat(transaction.duration()).isPresent();
  }

  @Test
  void eachStatementOutsideOfABlockIsATransaction() {
    run("insert into t values (1)", "INSERT 0 1", IDLE);
    run("insert into t values (2)", "INSERT 0 1", IDLE);

    assertThat(transactions())
        .hasSize(2)
        .allMatch(Transaction::isImplicit)
        .allMatch(t -> t.outcome() == Transaction.Outcome.COMMITTED);
  }

  @Test
  void savepointsDoNotEndIt() {
    run("begin", "BEGIN", IN_BLOCK);
    run("savepoint a", "SAVEPOINT", IN_BLOCK);
    script.client(query("select 1/0")).server(error("22012", "division by zero"), IN_FAILED);
    run("rollback to savepoint a", "ROLLBACK", IN_BLOCK);
    run("release savepoint a", "RELEASE", IN_BLOCK);
    run("commit", "COMMIT", IDLE);

    assertThat(only().outcome()).isEqualTo(Transaction.Outcome.COMMITTED);
    assertThat(only().statements()).hasSize(6);
  }

  @Test
  void aCommitThatAnswersRollbackIsNone() {
    run("start transaction", "START TRANSACTION", IN_BLOCK);
    script.client(query("select 1/0")).server(error("22012", "division by zero"), IN_FAILED);
    run("commit", "ROLLBACK", IDLE);

    assertThat(only().outcome()).isEqualTo(Transaction.Outcome.ROLLED_BACK);
  }

  @Test
  void aCommitThatFailsRollsBack() {
    run("begin", "BEGIN", IN_BLOCK);
    run("insert into t values (1)", "INSERT 0 1", IN_BLOCK);
    script.client(query("commit")).server(error("23503", "violates foreign key constraint"), IDLE);

    assertThat(only().outcome()).isEqualTo(Transaction.Outcome.ROLLED_BACK);
    assertThat(only().statements().get(1).outcome()).isEqualTo(Statement.Outcome.COMPLETED);
  }

  @Test
  void setTransactionSaysMore() {
    run("begin", "BEGIN", IN_BLOCK);
    run("set transaction isolation level serializable, read write", "SET", IN_BLOCK);
    run("rollback", "ROLLBACK", IDLE);

    assertThat(only().isolation()).contains("SERIALIZABLE");
    assertThat(only().isReadOnly()).contains(false);
    assertThat(only().outcome()).isEqualTo(Transaction.Outcome.ROLLED_BACK);
  }

  @Test
  void sessionCharacteristicsHoldForTheNext() {
    run("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE", "SET", IDLE);
    run("begin", "BEGIN", IN_BLOCK);
    run("commit", "COMMIT", IDLE);

    assertThat(transactions().get(1).isolation()).contains("SERIALIZABLE");
  }

  @Test
  void aChainIsTwo() {
    run("begin read only", "BEGIN", IN_BLOCK);
    run("commit and chain", "COMMIT", IN_BLOCK);
    run("select 1", "SELECT 1", IN_BLOCK);
    run("rollback", "ROLLBACK", IDLE);

    assertThat(transactions())
        .extracting(Transaction::outcome)
        .containsExactly(Transaction.Outcome.COMMITTED, Transaction.Outcome.ROLLED_BACK);
    assertThat(transactions().get(1).isReadOnly()).contains(true);
    assertThat(transactions().get(1).isImplicit()).isFalse();
  }

  @Test
  void beginInAPipelineTakesInWhatWasBefore() {
    script
        .client(query("insert into t values (1); begin; insert into t values (2)"))
        .server(tag("INSERT 0 1"), tag("BEGIN"), tag("INSERT 0 1"), IN_BLOCK);
    run("rollback", "ROLLBACK", IDLE);

    assertThat(only().statements()).hasSize(4);
    assertThat(only().isImplicit()).isFalse();
  }

  @Test
  void aPipelineWithoutBeginIsOneTransaction() {
    script
        .client(parse("", "insert into t values ($1)"), bind("", "1"), execute())
        .client(bind("", "2"), execute(), SYNC)
        .server(PARSED, BOUND, tag("INSERT 0 1"), BOUND, tag("INSERT 0 1"), IDLE);

    assertThat(only().statements()).hasSize(2);
  }

  @Test
  void theEndOfTheConnectionRollsBack() {
    run("begin", "BEGIN", IN_BLOCK);
    script.client(new Terminate()).closed(Ending.CLOSED_BY_CLIENT);

    assertThat(only().outcome()).isEqualTo(Transaction.Outcome.ROLLED_BACK);
  }

  @Test
  void aCommitWithoutAnAnswerIsUnknown() {
    run("begin", "BEGIN", IN_BLOCK);
    script.client(query("commit")).closed(Ending.RESET_BY_SERVER);

    assertThat(only().outcome()).isEqualTo(Transaction.Outcome.UNKNOWN);
  }

  @Test
  void anOpenOneIsOpen() {
    run("begin", "BEGIN", IN_BLOCK);

    assertThat(only().outcome()).isEqualTo(Transaction.Outcome.OPEN);
    assertThat(only().duration()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "begin isolation level read committed read only, READ COMMITTED, true",
    "begin isolation level read uncommitted, READ UNCOMMITTED, ",
    "begin read write isolation level serializable, SERIALIZABLE, false",
    "start transaction isolation level, , ",
    "begin isolation level repeatable, REPEATABLE, ",
    "begin read, , ",
    "begin work not deferrable, , "
  })
  void modesAreReadWhereTheyStand(String sql, String isolation, Boolean readOnly) {
    run(sql, "BEGIN", IN_BLOCK);
    run("commit", "COMMIT", IDLE);

    assertThat(only().isolation()).isEqualTo(Optional.ofNullable(isolation));
    assertThat(only().isReadOnly()).isEqualTo(Optional.ofNullable(readOnly));
  }

  @Test
  void sessionCharacteristicsAddUpUntilTheyAreReset() {
    run("set session characteristics as transaction read only", "SET", IDLE);
    run("set session characteristics as transaction isolation level serializable", "SET", IDLE);
    run("begin isolation level read committed", "BEGIN", IN_BLOCK);
    run("commit", "COMMIT", IDLE);
    run("reset all", "RESET ALL", IDLE);
    run("begin", "BEGIN", IN_BLOCK);
    run("set local transaction read write", "SET", IN_BLOCK);
    run("set work_mem = '1MB'", "SET", IN_BLOCK);
    run("rollback", "ROLLBACK", IDLE);

    Transaction first = transactions().get(2);
    Transaction last = transactions().get(4);
    assertThat(first.isolation()).contains("READ COMMITTED");
    assertThat(first.isReadOnly()).contains(true);
    assertThat(last.isolation()).isEmpty();
    assertThat(last.isReadOnly()).contains(false);
  }

  @Test
  void aChainThatIsDeclinedIsNone() {
    run("begin", "BEGIN", IN_BLOCK);
    run("commit and no chain", "COMMIT", IDLE);
    run("select 1", "SELECT 1", IDLE);

    assertThat(transactions()).extracting(Transaction::isImplicit).containsExactly(false, true);
  }

  @Test
  void aChainKeepsItsModesAfterARollback() {
    run("begin isolation level serializable read only", "BEGIN", IN_BLOCK);
    run("rollback and chain", "ROLLBACK", IN_BLOCK);
    run("commit", "COMMIT", IDLE);

    assertThat(transactions())
        .extracting(Transaction::outcome)
        .containsExactly(Transaction.Outcome.ROLLED_BACK, Transaction.Outcome.COMMITTED);
    assertThat(transactions().get(1).isolation()).contains("SERIALIZABLE");
    assertThat(transactions().get(1).isReadOnly()).contains(true);
  }

  @Test
  void twoPhasesAreNotKnownToEnd() {
    run("begin", "BEGIN", IN_BLOCK);
    run("prepare transaction 'x'", "PREPARE TRANSACTION", IDLE);
    run("commit prepared 'x'", "COMMIT PREPARED", IDLE);

    assertThat(transactions())
        .extracting(Transaction::outcome)
        .containsExactly(Transaction.Outcome.UNKNOWN, Transaction.Outcome.COMMITTED);
  }

  /** It commits before the Sync, so that an error at the Sync does not undo it. */
  @ParameterizedTest
  @CsvSource({
    "vacuum t, VACUUM",
    "create database d, CREATE DATABASE",
    "alter system reset all, ALTER SYSTEM"
  })
  void whatCannotRunInABlockCommitsAtOnce(String sql, String tag) {
    script
        .client(parse("", sql), bind(""), execute(), parse("", "selec"), SYNC)
        .server(PARSED, BOUND, tag(tag), error("42601", "syntax error"), IDLE);

    Statement statement = script.connection().statements().get(0);
    assertThat(statement.outcome()).isEqualTo(Statement.Outcome.COMPLETED);
    assertThat(transactions().get(0).outcome()).isEqualTo(Transaction.Outcome.COMMITTED);
  }

  @Test
  void whatOtherwiseRunsInAPipelineIsTakenBackByAnErrorInIt() {
    script
        .client(parse("", "create table t ()"), bind(""), execute(), parse("", "selec"), SYNC)
        .server(PARSED, BOUND, tag("CREATE TABLE"), error("42601", "syntax error"), IDLE);

    Statement statement = script.connection().statements().get(0);
    assertThat(statement.outcome()).isEqualTo(Statement.Outcome.TAKEN_BACK);
    assertThat(statement.error().orElseThrow().sqlState().code()).isEqualTo("42601");
    assertThat(only().outcome()).isEqualTo(Transaction.Outcome.ROLLED_BACK);
  }

  @Test
  void theEndOfAnImplicitOneThatHasNoAnswerIsUnknown() {
    script.client(query("insert into t values (1)")).closed(Ending.RESET_BY_SERVER);
    assertThat(transactions()).isEmpty();

    script.server(tag("INSERT 0 1"));
    assertThat(only().outcome()).isEqualTo(Transaction.Outcome.UNKNOWN);
    assertThat(only().statements()).hasSize(1);
  }

  @Test
  void aBlockThatNobodySawBeginIsOne() {
    script.client(SYNC).server(IN_BLOCK);
    run("select 1", "SELECT 1", IN_BLOCK);
    run("commit", "COMMIT", IDLE);

    assertThat(only().isImplicit()).isFalse();
    assertThat(only().outcome()).isEqualTo(Transaction.Outcome.COMMITTED);
  }

  @Test
  void aBlockThatEndsWithoutASignIsUnknown() {
    run("begin", "BEGIN", IN_BLOCK);
    run("call commits_itself()", "CALL", IDLE);

    assertThat(only().outcome()).isEqualTo(Transaction.Outcome.UNKNOWN);
    assertThat(only()).hasToString("explicit transaction, 2 statements, UNKNOWN");
  }

  private void run(String sql, String tag, ReadyForQuery ready) {
    script.client(query(sql)).server(tag(tag), ready);
  }

  private List<Transaction> transactions() {
    return script.connection().transactions();
  }

  private Transaction only() {
    List<Transaction> transactions = transactions();
    assertThat(transactions).hasSize(1);
    return transactions.get(0);
  }
}
