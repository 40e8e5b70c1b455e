package dev.postgreswire.recording;

import java.util.Objects;

/**
 * Sees all that is recorded in this JVM before any of it is let go of. This one looks away; the
 * project's own tests put another one in its place, which checks every recording that any of them
 * makes.
 */
class RecordingWitness {
  private static volatile RecordingWitness witness = new RecordingWitness();

  static RecordingWitness get() {
    return witness;
  }

  static void set(RecordingWitness other) {
    witness = Objects.requireNonNull(other);
  }

  /** A connection is recorded from now on. */
  void opened(ConnectionRecorder connection, ConnectionOrigin origin) {}

  /**
   * Frames of a connection may be let go of, or cut, after this call; its lock is held.
   *
   * @param log all that there is of it
   * @param hasGaps whether bytes are missing
   */
  void sees(ConnectionRecorder connection, ReadableLog log, boolean hasGaps) {}

  /** Returns what is to listen to a stream in place of {@code listener}. */
  RecordingListener listeningFor(RecordingListener listener) {
    return listener;
  }

  /** The frames of a connection that can be read by now, as they are when it is asked. */
  interface ReadableLog {
    LogView readable();
  }
}
