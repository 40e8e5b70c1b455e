package dev.postgreswire.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds batches: runs of at least two executions of the same SQL in one exchange, and INSERTs of
 * several rows with parameters.
 *
 * <p>A run goes on in the next exchange when it fills that one from its beginning: pgjdbc sends a
 * Sync after about 256 executions, lest both sides wait for each other.
 */
final class BatchFinder {
  private final List<Batch> batches = new ArrayList<>();
  private final List<Statement> run = new ArrayList<>();
  private String key = "";
  private int syncs;

  private BatchFinder() {}

  static List<Batch> find(List<Exchange> exchanges) {
    BatchFinder finder = new BatchFinder();
    for (Exchange exchange : exchanges) {
      if (exchange.kind() == Exchange.Kind.EXTENDED_QUERY) {
        finder.take(exchange);
      }
    }
    finder.flush();
    return List.copyOf(finder.batches);
  }

  private void take(Exchange exchange) {
    boolean first = true;
    for (Statement statement : exchange.statements()) {
      if (statement.isSimple() || statement.exchangeIndex() != exchange.index()) {
        continue;
      }
      String next = key(statement);
      // One execution a round trip is a loop, not a batch.
      boolean goesOn = next.equals(key) && !next.isEmpty() && !(first && run.size() < 2);
      if (!goesOn) {
        flush();
        key = next;
        syncs = 1;
      } else if (first) {
        syncs++;
      }
      run.add(statement);
      first = false;
    }
  }

  /** Returns what the executions of one batch have in common. */
  private static String key(Statement statement) {
    if (statement.origin() != Origin.APPLICATION) {
      return "";
    }
    return rows(statement) > 0 ? Sql.beforeValues(statement.sql()) : statement.sql();
  }

  private static int rows(Statement statement) {
    return statement.parameters().isEmpty() ? 0 : Sql.insertedRows(statement.sql());
  }

  private void flush() {
    boolean severalRows = run.size() == 1 && rows(run.get(0)) > 1;
    if (!key.isEmpty() && (run.size() > 1 || severalRows)) {
      List<Long> rows = run.stream().map(statement -> (long) Math.max(1, rows(statement))).toList();
      batches.add(new Batch(run, rows, syncs));
    }
    run.clear();
    key = "";
  }
}
