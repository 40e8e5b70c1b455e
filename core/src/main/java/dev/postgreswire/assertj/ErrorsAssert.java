package dev.postgreswire.assertj;

import dev.postgreswire.recording.RecordedError;
import java.util.List;

/** Assertions on errors. */
public class ErrorsAssert
    extends AbstractListWireAssert<
        ErrorsAssert, List<? extends RecordedError>, RecordedError, ErrorAssert> {
  /** Begins assertions on {@code actual}. */
  public ErrorsAssert(List<? extends RecordedError> actual) {
    super(actual, ErrorsAssert.class, Kinds.ERROR);
  }

  @Override
  ErrorsAssert create(List<? extends RecordedError> elements) {
    return new ErrorsAssert(elements);
  }

  @Override
  ErrorsAssert narrowed(List<? extends RecordedError> elements) {
    return evidence().list(ErrorsAssert.class, elements, ErrorsAssert::new, this);
  }
}
