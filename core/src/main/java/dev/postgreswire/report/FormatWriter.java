package dev.postgreswire.report;

import dev.postgreswire.recording.RecordingListener;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;

/**
 * Writes one format while it is told what happens. After {@link #flush()} all that it was told can
 * be read.
 */
public interface FormatWriter extends RecordingListener, Flushable, Closeable {
  /**
   * Says that nothing follows: what was held back until now is written, and all is flushed.
   *
   * @throws IOException when writing fails
   */
  default void finish() throws IOException {
    flush();
  }
}
