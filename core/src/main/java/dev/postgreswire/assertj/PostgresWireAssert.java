package dev.postgreswire.assertj;

import dev.postgreswire.PostgresWire;

/** Assertions on what was recorded in a window: taken once, when the assertions begin. */
public class PostgresWireAssert extends AbstractRecordingAssert<PostgresWireAssert, PostgresWire> {
  /** Takes the recording of {@code actual}, which is a barrier, and begins assertions on it. */
  public PostgresWireAssert(PostgresWire actual) {
    super(actual, PostgresWireAssert.class, Evidence.of(actual));
  }
}
