package dev.postgreswire.assertj;

import dev.postgreswire.recording.Batch;
import dev.postgreswire.recording.Statement;
import java.util.Arrays;
import java.util.List;

/** Assertions on a batch. */
public class BatchAssert extends AbstractWireAssert<BatchAssert, Batch> {
  /** Begins assertions on {@code actual}. */
  public BatchAssert(Batch actual) {
    super(actual, BatchAssert.class, Kinds.BATCH);
  }

  /** Verifies that it was sent in one round trip. */
  public BatchAssert wasSentInOneRoundTrip() {
    return hasSyncs(1);
  }

  /** Verifies in how many round trips it was sent, which is how many Syncs ended them. */
  public BatchAssert hasSyncs(int syncs) {
    return meets(
        new Criterion<>(
            "round trips",
            "to be sent in " + Texts.count(syncs, "round trip"),
            batch -> "was sent in " + batch.syncs(),
            batch -> batch.syncs() == syncs,
            syncs,
            Batch::syncs));
  }

  /** Verifies that the driver made INSERTs of several rows of it. */
  public BatchAssert isRewritten() {
    return meets(
        Criterion.that(
            "rewritten",
            "to be rewritten into INSERTs of several rows",
            Batch::isRewritten,
            BatchAssert::shape));
  }

  /** Verifies that each of its statements stands for one row. */
  public BatchAssert isNotRewritten() {
    return meets(
        Criterion.that(
            "not rewritten",
            "not to be rewritten into INSERTs of several rows",
            batch -> !batch.isRewritten(),
            BatchAssert::shape));
  }

  /** Verifies how many rows each statement stands for: {@code 4, 1} for 5 rows in two INSERTs. */
  public BatchAssert rewrittenInto(long... rowsPerStatement) {
    List<Long> expected = Arrays.stream(rowsPerStatement).boxed().toList();
    return meets(
        new Criterion<>(
            "rows per statement",
            "to be rewritten into statements of " + Texts.value(expected) + " rows",
            BatchAssert::shape,
            batch -> batch.rowsPerStatement().equals(expected),
            expected,
            Batch::rowsPerStatement));
  }

  private static String shape(Batch batch) {
    return "its "
        + Texts.count(batch.executions(), "statement")
        + " had "
        + Cells.rowsPerStatement(batch)
        + (batch.totalRows() == 1 ? " row" : " rows");
  }

  /** Verifies how many rows all its statements stand for. */
  public BatchAssert hasTotalRows(long rows) {
    return meets(Criterion.equal("total rows", rows, Batch::totalRows));
  }

  /** Verifies how many statements were executed. */
  public BatchAssert hasExecutions(int executions) {
    return meets(Criterion.equal("executions", executions, Batch::executions));
  }

  /** Verifies the SQL of its first statement; white space need not be the same. */
  public BatchAssert hasSql(String sql) {
    Criterion<Statement> criterion = StatementCriteria.sql(sql);
    return meets(
        new Criterion<>(
            "sql",
            criterion.phrase(),
            batch -> criterion.was().apply(batch.statements().get(0)),
            batch -> criterion.isMetBy(batch.statements().get(0)),
            criterion.expected(),
            batch -> criterion.actual().apply(batch.statements().get(0))));
  }

  /** Goes on to its statements. */
  public StatementsAssert statements() {
    if (isHollow()) {
      return evidence().hollowList(StatementsAssert.class, StatementsAssert::new, this);
    }
    isNotNull();
    return evidence()
        .list(StatementsAssert.class, actual.statements(), StatementsAssert::new, this);
  }
}
