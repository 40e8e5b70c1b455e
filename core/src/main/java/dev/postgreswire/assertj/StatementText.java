package dev.postgreswire.assertj;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.Statement;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** How statements look in a table. */
final class StatementText {
  private static final int SQL_WIDTH = 70;
  private static final int LEAST_SQL_WIDTH = 40;
  private static final int CALLER_WIDTH = 40;
  private static final int PARAMETERS_WIDTH = 40;
  private static final int MOST_ROWS = 10;

  private StatementText() {}

  static List<String> cells(Statement statement, Evidence evidence) {
    return List.of(
        "c" + statement.connectionId(),
        transaction(statement, evidence),
        rows(statement),
        Texts.millis(statement.duration()),
        caller(statement),
        text(statement));
  }

  /** Returns {@code T1} for the first explicit transaction, and a dash outside of those. */
  private static String transaction(Statement statement, Evidence evidence) {
    int number = evidence.transactionNumber(statement);
    return number == 0 ? "-" : "T" + number;
  }

  private static String rows(Statement statement) {
    OptionalLong affected = statement.affectedRows();
    if (statement.returnedRows() > 0) {
      return String.valueOf(statement.returnedRows());
    }
    return affected.isPresent() ? String.valueOf(affected.getAsLong()) : "-";
  }

  /** Returns the line of code that sent it, or else the thread; empty when nobody knows. */
  private static String caller(Statement statement) {
    Caller caller = statement.caller();
    return Texts.cut(caller.frame().isEmpty() ? caller.thread() : caller.place(), CALLER_WIDTH);
  }

  /** Returns who sent it, for a sentence. */
  static String sender(Statement statement) {
    Caller caller = statement.caller();
    if (caller.isUnknown()) {
      return "was sent by nobody knows whom: the agent tells, where it runs in the client's JVM";
    }
    return "was sent "
        + (caller.frame().isEmpty() ? "" : "by " + caller.frame() + " ")
        + "in thread "
        + caller.thread()
        + (caller.frame().isEmpty() ? ", which runs no code of the application's" : "");
  }

  /** Returns SQL, parameters and what went wrong. */
  private static String text(Statement statement) {
    String parameters =
        statement.parameters().isEmpty()
            ? ""
            : "  " + Texts.cut(Texts.line(Texts.values(statement.parameters())), PARAMETERS_WIDTH);
    return Texts.cut(sql(statement), sqlWidth(statement)) + parameters + problem(statement);
  }

  /** The column of callers takes its room from the SQL, not from the parameters behind it. */
  private static int sqlWidth(Statement statement) {
    int caller = caller(statement).length();
    return caller == 0 ? SQL_WIDTH : Math.max(LEAST_SQL_WIDTH, SQL_WIDTH - caller - 2);
  }

  static String problem(Statement statement) {
    return switch (statement.outcome()) {
      case COMPLETED -> "";
      case FAILED, TAKEN_BACK -> "  → " + error(statement);
      case SKIPPED, SUSPENDED, PENDING -> "  → " + Texts.words(statement.outcome());
    };
  }

  private static String error(Statement statement) {
    return Texts.words(statement.outcome())
        + statement.error().map(e -> " " + DiagnosticText.sqlState(e.sqlState())).orElse("");
  }

  /** Returns the SQL in a line with passwords masked. */
  static String sql(Statement statement) {
    return statement.sql().isBlank() ? "empty query" : Texts.line(statement.maskedSql());
  }

  /** Returns how it was sent, for a sentence. */
  static String protocol(Statement statement) {
    if (statement.isSimple()) {
      return "was a simple query";
    }
    return statement.isServerPrepared()
        ? "executed the prepared statement \"" + statement.statementName() + "\""
        : "executed the unnamed statement of the extended protocol";
  }

  /** Returns what became of it, for a sentence. */
  static String outcome(Statement statement) {
    return switch (statement.outcome()) {
      case COMPLETED -> "it completed: " + statement.tag().map(Object::toString).orElse("no tag");
      case FAILED -> "it failed" + because(statement);
      case TAKEN_BACK -> "it was taken back" + because(statement);
      case SKIPPED -> "it was skipped" + because(statement);
      case SUSPENDED -> "it was suspended";
      case PENDING -> "it has no answer";
    };
  }

  private static String because(Statement statement) {
    return statement
        .error()
        .map(e -> " with " + DiagnosticText.sqlState(e.sqlState()) + ": " + e.message())
        .orElse("");
  }

  /** Returns the first rows, for a sentence. */
  static String returned(Statement statement) {
    String rows =
        statement.rows().stream()
            .limit(MOST_ROWS)
            .map(row -> Texts.cut(Texts.values(row), TextTable.WIDTH - 4))
            .collect(Collectors.joining("\n  "));
    String count = Texts.count(statement.returnedRows(), "row");
    boolean more = statement.returnedRows() > MOST_ROWS;
    return "returned " + count + (rows.isEmpty() ? "" : ":\n  " + rows) + (more ? "\n  …" : "");
  }
}
