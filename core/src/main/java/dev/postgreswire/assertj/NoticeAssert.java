package dev.postgreswire.assertj;

import dev.postgreswire.recording.RecordedNotice;

/** Assertions on a notice. */
public class NoticeAssert extends AbstractDiagnosticAssert<NoticeAssert, RecordedNotice> {
  /** Begins assertions on {@code actual}. */
  public NoticeAssert(RecordedNotice actual) {
    super(actual, NoticeAssert.class, Kinds.NOTICE);
  }
}
