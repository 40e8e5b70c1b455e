package dev.postgreswire.assertj;

import dev.postgreswire.recording.Cancellation;
import java.util.List;

/** Assertions on CancelRequests. */
public class CancellationsAssert
    extends AbstractListWireAssert<
        CancellationsAssert, List<? extends Cancellation>, Cancellation, CancellationAssert> {
  /** Begins assertions on {@code actual}. */
  public CancellationsAssert(List<? extends Cancellation> actual) {
    super(actual, CancellationsAssert.class, Kinds.CANCELLATION);
  }

  @Override
  CancellationsAssert create(List<? extends Cancellation> elements) {
    return new CancellationsAssert(elements);
  }

  @Override
  CancellationsAssert narrowed(List<? extends Cancellation> elements) {
    return evidence().list(CancellationsAssert.class, elements, CancellationsAssert::new, this);
  }
}
