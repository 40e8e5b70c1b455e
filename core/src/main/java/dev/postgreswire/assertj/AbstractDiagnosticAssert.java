package dev.postgreswire.assertj;

import dev.postgreswire.recording.RecordedDiagnostic;
import java.util.Optional;
import java.util.function.Function;

/**
 * Assertions on the fields of an error or a notice.
 *
 * @param <S> the class of the assertions itself
 * @param <T> the error or notice
 * @see <a href="https://www.postgresql.org/docs/current/protocol-error-fields.html">Error and
 *     Notice Message Fields</a>
 */
public abstract class AbstractDiagnosticAssert<
        S extends AbstractDiagnosticAssert<S, T>, T extends RecordedDiagnostic>
    extends AbstractWireAssert<S, T> {
  AbstractDiagnosticAssert(T actual, Class<S> self, Kind<T, S> kind) {
    super(actual, self, kind);
  }

  /**
   * Verifies the SQLSTATE.
   *
   * @param expected the code, such as {@code 23505}, or its name, such as {@code unique_violation}
   */
  public S hasSqlState(String expected) {
    return meets(
        new Criterion<>(
            "sqlstate",
            "to have SQLSTATE " + expected,
            e -> "had " + DiagnosticText.sqlState(e.sqlState()) + ": " + e.message(),
            diagnostic -> SqlStates.is(diagnostic, expected),
            expected,
            diagnostic -> diagnostic.sqlState().code()));
  }

  /** Verifies the first two characters of the SQLSTATE, such as {@code 23} for constraints. */
  public S hasSqlStateClass(String expected) {
    return meets(Criterion.equal("SQLSTATE class", expected, e -> e.sqlState().classCode()));
  }

  /** Verifies the severity in English, such as {@code ERROR}. */
  public S hasSeverity(String expected) {
    return meets(Criterion.equal("severity", expected, RecordedDiagnostic::severity));
  }

  /** Verifies the message; its language is that of the server's {@code lc_messages}. */
  public S hasMessage(String expected) {
    return meets(Criterion.equal("message", expected, RecordedDiagnostic::message));
  }

  /** Verifies that the message contains {@code part}. */
  public S hasMessageContaining(String part) {
    return meets(
        Criterion.that(
            "message",
            "to have a message containing " + Texts.value(part),
            diagnostic -> diagnostic.message().contains(part),
            diagnostic -> "had " + Texts.value(diagnostic.message())));
  }

  /** Verifies the detail. */
  public S hasDetail(String expected) {
    return has("detail", expected, RecordedDiagnostic::detail);
  }

  /** Verifies that the detail contains {@code part}. */
  public S hasDetailContaining(String part) {
    return meets(
        Criterion.that(
            "detail",
            "to have a detail containing " + Texts.value(part),
            diagnostic -> diagnostic.detail().filter(text -> text.contains(part)).isPresent(),
            diagnostic -> "had " + Texts.value(diagnostic.detail())));
  }

  /** Verifies that it has no detail, which may quote data. */
  public S hasNoDetail() {
    return meets(Criterion.equal("detail", Optional.empty(), RecordedDiagnostic::detail));
  }

  /** Verifies the hint. */
  public S hasHint(String expected) {
    return has("hint", expected, RecordedDiagnostic::hint);
  }

  /** Verifies where in the query it lies, in characters from 1. */
  public S hasPosition(int expected) {
    return has("position", String.valueOf(expected), RecordedDiagnostic::position);
  }

  /** Verifies where in the internal query it lies, in characters from 1. */
  public S hasInternalPosition(int expected) {
    return has("internal position", "" + expected, RecordedDiagnostic::internalPosition);
  }

  /** Verifies the command that the server made up and failed in. */
  public S hasInternalQuery(String expected) {
    return has("internal query", expected, RecordedDiagnostic::internalQuery);
  }

  /** Verifies that the call stack contains {@code part}. */
  public S hasWhereContaining(String part) {
    return meets(
        Criterion.that(
            "where",
            "to have a context (where) containing " + Texts.value(part),
            diagnostic -> diagnostic.where().filter(text -> text.contains(part)).isPresent(),
            diagnostic -> "had " + Texts.value(diagnostic.where())));
  }

  /** Verifies the schema it is about. */
  public S hasSchema(String expected) {
    return has("schema", expected, RecordedDiagnostic::schema);
  }

  /** Verifies the table it is about. */
  public S hasTable(String expected) {
    return has("table", expected, RecordedDiagnostic::table);
  }

  /** Verifies the column it is about. */
  public S hasColumn(String expected) {
    return has("column", expected, RecordedDiagnostic::column);
  }

  /** Verifies the data type it is about. */
  public S hasDataType(String expected) {
    return has("data type", expected, RecordedDiagnostic::dataType);
  }

  /** Verifies the constraint it is about. */
  public S hasConstraint(String expected) {
    return has("constraint", expected, RecordedDiagnostic::constraint);
  }

  /** Verifies the file of the server's source. */
  public S hasFile(String expected) {
    return has("file", expected, RecordedDiagnostic::file);
  }

  /** Verifies the line of the server's source. */
  public S hasLine(int expected) {
    return has("line", String.valueOf(expected), RecordedDiagnostic::line);
  }

  /** Verifies the routine of the server's source. */
  public S hasRoutine(String expected) {
    return has("routine", expected, RecordedDiagnostic::routine);
  }

  /** Verifies the first field of {@code code}, also one that nobody knows. */
  public S hasField(char code, String expected) {
    return has("field " + code, expected, diagnostic -> diagnostic.field(code));
  }

  /** Verifies that it has no field of {@code code}. */
  public S doesNotHaveField(char code) {
    return meets(Criterion.equal("field " + code, Optional.empty(), d -> d.field(code)));
  }

  /** Verifies the SQL of the statement that it is about; white space need not be the same. */
  public S isAboutSql(String sql) {
    String wanted = Texts.line(sql);
    return meets(
        Criterion.that(
            "sql",
            "to be about the statement " + Texts.value(wanted),
            diagnostic -> diagnostic.sql().map(Texts::line).filter(wanted::equals).isPresent(),
            diagnostic -> "was about " + DiagnosticText.subject(diagnostic, evidence())));
  }

  private S has(String name, String expected, Function<T, Optional<String>> field) {
    return meets(Criterion.equal(name, Optional.of(expected), field));
  }
}
