package dev.postgreswire.agent.cli;

import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.report.Trace;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** The trace, line by line. */
final class TraceOutput implements RecordingListener, Flushable, Closeable {
  private final Writer out;

  TraceOutput(Writer out) {
    this.out = out;
  }

  @Override
  public void message(RecordedMessage message) throws IOException {
    Trace.strict().write(List.of(message), out);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
