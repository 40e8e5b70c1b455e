package dev.postgreswire.assertj;

import dev.postgreswire.message.SqlState;
import dev.postgreswire.recording.RecordedDiagnostic;
import dev.postgreswire.recording.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pieces of text about errors. */
final class DiagnosticText {
  /** What has a column of its own, or helps nobody but the server's authors. */
  private static final Set<Character> NOT_LISTED = Set.of('S', 'V', 'C', 'M', 'F', 'L', 'R');

  private DiagnosticText() {}

  /** Returns such as {@code 23505 unique_violation}. */
  static String sqlState(SqlState state) {
    return state.code() + state.name().map(name -> " " + name).orElse("");
  }

  /** Returns a line for each field that has no column of its own, and the SQL. */
  static List<String> fields(
      int number, String noun, RecordedDiagnostic diagnostic, Evidence evidence) {
    List<String> lines = new ArrayList<>();
    diagnostic.fields().stream()
        .filter(field -> !NOT_LISTED.contains(field.code()))
        .forEach(field -> lines.add("  " + field.name() + ": " + Texts.line(field.value())));
    sql(diagnostic, evidence).ifPresent(sql -> lines.add("  sql: " + sql));
    if (!lines.isEmpty()) {
      lines.add(0, noun + " " + number + ":");
    }
    return lines;
  }

  /** Returns the SQL of the statement it is about, with passwords masked, when that is recorded. */
  private static Optional<String> sql(RecordedDiagnostic diagnostic, Evidence evidence) {
    return evidence.recording().statements().stream()
        .filter(statement -> isAbout(diagnostic, statement))
        .findFirst()
        .map(StatementText::sql);
  }

  /** Returns the statement it is about, for a sentence. */
  static String subject(RecordedDiagnostic diagnostic, Evidence evidence) {
    return sql(diagnostic, evidence)
        .map(Texts::value)
        .orElse(diagnostic.sql().isPresent() ? "another statement" : "no statement");
  }

  private static boolean isAbout(RecordedDiagnostic diagnostic, Statement statement) {
    return statement.error().filter(diagnostic::equals).isPresent()
        || statement.notices().stream().anyMatch(diagnostic::equals);
  }
}
