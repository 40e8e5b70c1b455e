package dev.postgreswire.assertj;

import dev.postgreswire.recording.RecordedNotice;
import java.util.List;

/** Assertions on notices. */
public class NoticesAssert
    extends AbstractListWireAssert<
        NoticesAssert, List<? extends RecordedNotice>, RecordedNotice, NoticeAssert> {
  /** Begins assertions on {@code actual}. */
  public NoticesAssert(List<? extends RecordedNotice> actual) {
    super(actual, NoticesAssert.class, Kinds.NOTICE);
  }

  @Override
  NoticesAssert create(List<? extends RecordedNotice> elements) {
    return new NoticesAssert(elements);
  }

  @Override
  NoticesAssert narrowed(List<? extends RecordedNotice> elements) {
    return evidence().list(NoticesAssert.class, elements, NoticesAssert::new, this);
  }
}
