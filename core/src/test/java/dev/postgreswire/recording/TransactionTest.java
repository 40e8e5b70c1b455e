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
import org.junit.jupiter.api.Test;

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
