package dev.postgreswire.recording;

import java.util.List;

/**
 * The same statement, executed several times without waiting for the answers, or an INSERT of
 * several rows that a driver made of several (pgjdbc's {@code reWriteBatchedInserts}).
 *
 * <p>An INSERT of several rows with parameters looks the same when the application wrote it itself.
 *
 * @param statements its statements in the order they were sent
 * @param rowsPerStatement how many rows each stands for: the groups in VALUES of an INSERT, else 1
 * @param syncs in how many round trips it was sent; pgjdbc waits now and then to avoid a deadlock
 */
public record Batch(List<Statement> statements, List<Long> rowsPerStatement, int syncs) {
  /** Copies the lists. */
  public Batch {
    statements = List.copyOf(statements);
    rowsPerStatement = List.copyOf(rowsPerStatement);
  }

  /** Returns how many statements were executed. */
  public int executions() {
    return statements.size();
  }

  /** Returns whether at least one statement stands for several rows. */
  public boolean isRewritten() {
    return rowsPerStatement.stream().anyMatch(rows -> rows > 1);
  }

  /** Returns how many rows all statements stand for. */
  public long totalRows() {
    return rowsPerStatement.stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the counts. */
  @Override
  public String toString() {
    return "batch of "
        + executions()
        + " statements, "
        + totalRows()
        + " rows, "
        + syncs
        + " syncs";
  }
}
