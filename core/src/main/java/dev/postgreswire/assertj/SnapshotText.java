package dev.postgreswire.assertj;

import dev.postgreswire.message.SqlState;
import dev.postgreswire.recording.Origin;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.Transaction;
import dev.postgreswire.type.TypedValue;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The application's statements in their transactions, and how many round trips they took. */
final class SnapshotText {
  private static final int LONGEST_VALUE = 200;

  private final Recording recording;
  private final boolean parameters;
  private final StringBuilder text = new StringBuilder();
  private final IdentityHashMap<Statement, Transaction> transactions = new IdentityHashMap<>();
  private Transaction open;
  private String lastSql;

  private SnapshotText(Recording recording, boolean parameters) {
    this.recording = recording;
    this.parameters = parameters;
    for (Transaction transaction : recording.transactions()) {
      transaction.statements().forEach(statement -> transactions.put(statement, transaction));
    }
  }

  static String of(Recording recording, boolean parameters) {
    return new SnapshotText(recording, parameters).write();
  }

  private String write() {
    text.append("round trips: ").append(roundTrips()).append('\n');
    int number = 0;
    for (List<Statement> statements : byConnection().values()) {
      text.append("\nconnection ").append(++number).append('\n');
      statements.forEach(this::statement);
      close();
      lastSql = null;
    }
    return text.toString();
  }

  /** Those in which the application said something: others come and go with the driver. */
  private long roundTrips() {
    return RoundTrips.of(recording).stream()
        .filter(exchange -> exchange.statements().stream().anyMatch(SnapshotText::isOwn))
        .count();
  }

  private static boolean isOwn(Statement statement) {
    return statement.origin() == Origin.APPLICATION;
  }

  private Map<Integer, List<Statement>> byConnection() {
    return recording.statements(Origin.APPLICATION).stream()
        .collect(
            Collectors.groupingBy(
                Statement::connectionId, LinkedHashMap::new, Collectors.toList()));
  }

  private void statement(Statement statement) {
    Transaction transaction = transactions.get(statement);
    if (transaction != open) {
      close();
      open(transaction);
    }
    String sql = statement.maskedSql().stripIndent().strip();
    if (!sql.equals(lastSql)) {
      String shown = sql.isEmpty() ? "(empty)" : sql;
      shown.lines().forEach(line -> line(0, line.stripTrailing()));
      lastSql = sql;
    }
    line(1, values(statement) + "→ " + result(statement));
  }

  private void open(Transaction transaction) {
    if (transaction == null || !isShown(transaction)) {
      return;
    }
    String modes =
        transaction.isolation().map(isolation -> " isolation level " + isolation).orElse("")
            + transaction.isReadOnly().map(only -> only ? " read only" : " read write").orElse("");
    line(0, (transaction.isImplicit() ? "implicit transaction" : "begin") + modes);
    open = transaction;
    lastSql = null;
  }

  private void close() {
    if (open != null) {
      Transaction.Outcome outcome = open.outcome();
      open = null;
      line(
          0,
          switch (outcome) {
            case COMMITTED -> "commit";
            case ROLLED_BACK -> "rollback";
            case OPEN -> "(still open)";
            case UNKNOWN -> "(nobody knows how it ended)";
          });
      lastSql = null;
    }
  }

  /** A statement alone in a transaction of its own needs no words about it. */
  private static boolean isShown(Transaction transaction) {
    return !transaction.isImplicit() || TransactionText.ofApplication(transaction).size() > 1;
  }

  private void line(int depth, String line) {
    text.append("  ".repeat(1 + depth + (open == null ? 0 : 1))).append(line).append('\n');
  }

  private String values(Statement statement) {
    if (!parameters || statement.parameters().isEmpty()) {
      return "";
    }
    return statement.parameters().stream()
        .map(SnapshotText::value)
        .collect(Collectors.joining(", ", "[", "] "));
  }

  private static String value(TypedValue value) {
    String text = value.text().replaceAll("\\R", "\\\\n");
    String shown =
        text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
    return value.value() instanceof String ? "'" + shown + "'" : shown;
  }

  private static String result(Statement statement) {
    if (statement.outcome() != Statement.Outcome.COMPLETED) {
      return statement
          .error()
          .map(error -> "ERROR " + name(error.sqlState()))
          .orElseGet(() -> statement.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    String command = statement.command().orElse("nothing");
    OptionalLong affected = statement.affectedRows();
    long rows = statement.returnedRows() > 0 ? statement.returnedRows() : affected.orElse(-1);
    String fetches = statement.fetches() > 1 ? ", " + statement.fetches() + " fetches" : "";
    return command + (rows < 0 ? "" : rows == 1 ? ", 1 row" : ", " + rows + " rows") + fetches;
  }

  private static String name(SqlState state) {
    return state.code() + state.name().map(name -> " " + name).orElse("");
  }
}
