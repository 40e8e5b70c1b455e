package dev.postgreswire.message;

import java.util.List;
import java.util.Optional;

/**
 * What errors and notices have in common: their fields, by meaning.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-error-fields.html">Error and
 *     Notice Message Fields</a>
 */
public sealed interface Diagnostic permits ErrorResponse, NoticeResponse {
  /** Returns all fields in the order they were sent. */
  List<ErrorField> fields();

  /** Returns the value of the first field of {@code code}, known or not. */
  default Optional<String> field(char code) {
    for (ErrorField field : fields()) {
      if (field.code() == code) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the severity in English: ERROR, FATAL, PANIC, WARNING, NOTICE, DEBUG, INFO or LOG;
   * where the server sends only a localized one, that.
   */
  default Optional<String> severity() {
    return field('V').or(this::localizedSeverity);
  }

  /** Returns the severity in the server's language. */
  default Optional<String> localizedSeverity() {
    return field('S');
  }

  /** Returns the SQLSTATE; poolers may leave it out. */
  default Optional<SqlState> sqlState() {
    return field('C').map(SqlState::new);
  }

  /** Returns the message. */
  default Optional<String> message() {
    return field('M');
  }

  /** Returns whether the session ends with it: its severity is FATAL or PANIC. */
  default boolean endsSession() {
    String severity = severity().orElse("");
    return severity.equals("FATAL") || severity.equals("PANIC");
  }

  /** Returns more about the problem. */
  default Optional<String> detail() {
    return field('D');
  }

  /** Returns what to do about it. */
  default Optional<String> hint() {
    return field('H');
  }

  /** Returns where in the query it lies, in characters from 1. */
  default Optional<String> position() {
    return field('P');
  }

  /** Returns where in {@link #internalQuery()} it lies, in characters from 1. */
  default Optional<String> internalPosition() {
    return field('p');
  }

  /** Returns the command the server made up and failed in, such as one of a function. */
  default Optional<String> internalQuery() {
    return field('q');
  }

  /** Returns the call stack of functions and such. */
  default Optional<String> where() {
    return field('W');
  }

  /** Returns the schema it is about. */
  default Optional<String> schema() {
    return field('s');
  }

  /** Returns the table it is about. */
  default Optional<String> table() {
    return field('t');
  }

  /** Returns the column it is about. */
  default Optional<String> column() {
    return field('c');
  }

  /** Returns the data type it is about. */
  default Optional<String> dataType() {
    return field('d');
  }

  /** Returns the constraint it is about. */
  default Optional<String> constraint() {
    return field('n');
  }

  /** Returns the file of the server's source. */
  default Optional<String> file() {
    return field('F');
  }

  /** Returns the line of the server's source. */
  default Optional<String> line() {
    return field('L');
  }

  /** Returns the routine of the server's source. */
  default Optional<String> routine() {
    return field('R');
  }
}
