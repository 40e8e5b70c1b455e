package dev.postgreswire.assertj;

import dev.postgreswire.recording.RecordedError;

/** Assertions on an error. */
public class ErrorAssert extends AbstractDiagnosticAssert<ErrorAssert, RecordedError> {
  /** Begins assertions on {@code actual}. */
  public ErrorAssert(RecordedError actual) {
    super(actual, ErrorAssert.class, Kinds.ERROR);
  }

  /** Verifies that the session ended with it: its severity is FATAL or PANIC. */
  public ErrorAssert isFatal() {
    return meets(
        Criterion.that(
            "fatal",
            "to be fatal",
            RecordedError::isFatal,
            error -> "was of severity " + error.severity()));
  }

  /** Verifies that the session goes on after it. */
  public ErrorAssert isNotFatal() {
    return meets(
        Criterion.that(
            "not fatal",
            "not to be fatal",
            error -> !error.isFatal(),
            error -> "was of severity " + error.severity()));
  }
}
