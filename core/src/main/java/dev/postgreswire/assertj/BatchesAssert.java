package dev.postgreswire.assertj;

import dev.postgreswire.recording.Batch;
import java.util.List;

/** Assertions on batches. */
public class BatchesAssert
    extends AbstractListWireAssert<BatchesAssert, List<? extends Batch>, Batch, BatchAssert> {
  /** Begins assertions on {@code actual}. */
  public BatchesAssert(List<? extends Batch> actual) {
    super(actual, BatchesAssert.class, Kinds.BATCH);
  }

  @Override
  BatchesAssert create(List<? extends Batch> elements) {
    return new BatchesAssert(elements);
  }

  @Override
  BatchesAssert narrowed(List<? extends Batch> elements) {
    return evidence().list(BatchesAssert.class, elements, BatchesAssert::new, this);
  }
}
