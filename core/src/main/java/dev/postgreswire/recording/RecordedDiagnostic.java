package dev.postgreswire.recording;

import dev.postgreswire.message.Diagnostic;
import dev.postgreswire.message.ErrorField;
import dev.postgreswire.message.SqlState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An error or a notice that a server sent, and where it is in the recording.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-error-fields.html">Error and
 *     Notice Message Fields</a>
 */
public sealed interface RecordedDiagnostic permits RecordedError, RecordedNotice {
  /** Returns the number of the connection. */
  int connectionId();

  /** Returns the number of the message in its connection, from 0. */
  int messageIndex();

  /** Returns when it came. */
  Instant time();

  /** Returns the message's fields. */
  Diagnostic diagnostic();

  /** Returns the SQL of the statement it is about. */
  Optional<String> sql();

  /** Returns the severity in English, or the empty string when the server sent none. */
  default String severity() {
    return diagnostic().severity().orElse("");
  }

  /** Returns the SQLSTATE; its code is empty when the server sent none, as some poolers do. */
  default SqlState sqlState() {
    return diagnostic().sqlState().orElseGet(() -> new SqlState(""));
  }

  /** Returns the message, or the empty string when the server sent none. */
  default String message() {
    return diagnostic().message().orElse("");
  }

  /** Returns more about the problem. */
  default Optional<String> detail() {
    return diagnostic().detail();
  }

  /** Returns what to do about it. */
  default Optional<String> hint() {
    return diagnostic().hint();
  }

  /** Returns where in the query it lies, in characters from 1. */
  default Optional<String> position() {
    return diagnostic().position();
  }

  /** Returns where in {@link #internalQuery()} it lies, in characters from 1. */
  default Optional<String> internalPosition() {
    return diagnostic().internalPosition();
  }

  /** Returns the command the server made up and failed in, such as one of a function. */
  default Optional<String> internalQuery() {
    return diagnostic().internalQuery();
  }

  /** Returns the call stack of functions and such. */
  default Optional<String> where() {
    return diagnostic().where();
  }

  /** Returns the schema it is about. */
  default Optional<String> schema() {
    return diagnostic().schema();
  }

  /** Returns the table it is about. */
  default Optional<String> table() {
    return diagnostic().table();
  }

  /** Returns the column it is about. */
  default Optional<String> column() {
    return diagnostic().column();
  }

  /** Returns the data type it is about. */
  default Optional<String> dataType() {
    return diagnostic().dataType();
  }

  /** Returns the constraint it is about. */
  default Optional<String> constraint() {
    return diagnostic().constraint();
  }

  /** Returns the file of the server's source. */
  default Optional<String> file() {
    return diagnostic().file();
  }

  /** Returns the line of the server's source. */
  default Optional<String> line() {
    return diagnostic().line();
  }

  /** Returns the routine of the server's source. */
  default Optional<String> routine() {
    return diagnostic().routine();
  }

  /** Returns the value of the first field of {@code code}, known or not. */
  default Optional<String> field(char code) {
    return diagnostic().field(code);
  }

  /** Returns all fields in the order they were sent. */
  default List<ErrorField> fields() {
    return diagnostic().fields();
  }

  /** Returns severity, SQLSTATE and message in a line. */
  default String describe() {
    return severity() + " " + sqlState().code() + ": " + message();
  }
}
