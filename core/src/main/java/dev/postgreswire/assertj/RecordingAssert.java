package dev.postgreswire.assertj;

import dev.postgreswire.recording.Recording;

/** Assertions on a recording. */
public class RecordingAssert extends AbstractRecordingAssert<RecordingAssert, Recording> {
  /** Begins assertions on {@code actual}. */
  public RecordingAssert(Recording actual) {
    this(actual, Evidence.of(actual));
  }

  RecordingAssert(Recording actual, Evidence evidence) {
    super(actual, RecordingAssert.class, evidence);
  }
}
