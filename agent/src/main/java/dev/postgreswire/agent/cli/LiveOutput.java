package dev.postgreswire.agent.cli;

import dev.postgreswire.recording.RecordingListener;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.PrintWriter;

/** A format that is written while clients talk. */
final class LiveOutput {
  private final String place;
  private final RecordingListener writer;
  private final Flushable flushable;
  private final Closeable closeable;
  private final PrintWriter err;
  private boolean failed;

  /**
   * Creates one.
   *
   * @param place where it goes, as the person knows it
   * @param err told once when it fails
   */
  <W extends RecordingListener & Flushable & Closeable> LiveOutput(
      String place, W writer, PrintWriter err) {
    this.place = place;
    this.writer = writer;
    this.flushable = writer;
    this.closeable = writer;
    this.err = err;
  }

  void tell(LiveOutputs.Telling telling) {
    guarded(() -> telling.to(writer));
  }

  void flush() {
    guarded(flushable::flush);
  }

  void close() {
    guarded(closeable::close);
  }

  boolean hasFailed() {
    return failed;
  }

  private void guarded(Action action) {
    if (failed) {
      return;
    }
    try {
      action.run();
    } catch (IOException | RuntimeException e) {
      failed = true;
      err.println(
          place + ": " + Failure.reason(e) + "; it is not written any further, all else goes on");
      closeQuietly();
    }
  }

  /** The disk may be full; the file should not stay open for that. */
  private void closeQuietly() {
    try {
      closeable.close();
    } catch (IOException | RuntimeException e) {
      // Said already, in other words.
      failed = true;
    }
  }

  private interface Action {
    void run() throws IOException;
  }
}
