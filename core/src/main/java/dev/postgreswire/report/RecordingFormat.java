package dev.postgreswire.report;

import dev.postgreswire.recording.Recording;
import java.io.IOException;
import java.io.OutputStream;

/** A format that recordings are written in, such as {@link Trace} and {@link JsonLines}. */
public interface RecordingFormat {
  /**
   * Returns what writes to {@code out} as it is told what happened. It keeps next to nothing of it,
   * however much that is.
   *
   * @param out where to write; closed with the writer
   */
  FormatWriter to(OutputStream out);

  /**
   * Writes a recording without keeping any of it.
   *
   * @param out where to write; flushed, not closed
   * @throws IOException when {@code out} fails
   */
  default void write(Recording recording, OutputStream out) throws IOException {
    FormatWriter writer = to(out);
    recording.replayTo(writer);
    writer.finish();
  }
}
