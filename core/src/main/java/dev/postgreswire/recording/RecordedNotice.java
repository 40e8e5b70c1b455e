package dev.postgreswire.recording;

import dev.postgreswire.message.Diagnostic;
import java.time.Instant;
import java.util.Optional;

/**
 * A notice that a server sent.
 *
 * @param connectionId the number of its connection
 * @param messageIndex the number of the message in its connection, from 0
 * @param time when it came
 * @param diagnostic its fields
 * @param sql the SQL of the statement it is about; empty when it is about none
 */
public record RecordedNotice(
    int connectionId, int messageIndex, Instant time, Diagnostic diagnostic, Optional<String> sql)
    implements RecordedDiagnostic {
  /** Returns severity, SQLSTATE and message in a line. */
  @Override
  public String toString() {
    return describe();
  }
}
