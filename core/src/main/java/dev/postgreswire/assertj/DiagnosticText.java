package dev.postgreswire.assertj;

import dev.postgreswire.message.SqlState;
import dev.postgreswire.recording.RecordedDiagnostic;
import dev.postgreswire.recording.Statement;

/** Pieces of text about errors. */
final class DiagnosticText {
  private DiagnosticText() {}

  /** Returns such as {@code 23505 unique_violation}. */
  static String sqlState(SqlState state) {
    return state.code() + state.name().map(name -> " " + name).orElse("");
  }

  /** Returns the SQL of the statement it is about, with passwords masked, when that is recorded. */
  static String sql(RecordedDiagnostic diagnostic, Evidence evidence) {
    return evidence.recording().statements().stream()
        .filter(statement -> isAbout(diagnostic, statement))
        .findFirst()
        .map(statement -> "; sql: " + StatementText.sql(statement))
        .orElse("");
  }

  /** Returns the statement it is about, for a sentence. */
  static String subject(RecordedDiagnostic diagnostic, Evidence evidence) {
    String sql = sql(diagnostic, evidence);
    if (!sql.isEmpty()) {
      return sql.substring(2);
    }
    return diagnostic.sql().isPresent() ? "another statement" : "no statement";
  }

  private static boolean isAbout(RecordedDiagnostic diagnostic, Statement statement) {
    return statement.error().filter(diagnostic::equals).isPresent()
        || statement.notices().stream().anyMatch(diagnostic::equals);
  }
}
