package dev.postgreswire.assertj;

import dev.postgreswire.message.SqlState;
import dev.postgreswire.recording.RecordedDiagnostic;

/** Compares SQLSTATEs by code or by name. */
final class SqlStates {
  private SqlStates() {}

  static boolean is(RecordedDiagnostic diagnostic, String codeOrName) {
    SqlState state = diagnostic.sqlState();
    return state.code().equals(codeOrName)
        || state.name().filter(name -> name.equalsIgnoreCase(codeOrName)).isPresent();
  }
}
