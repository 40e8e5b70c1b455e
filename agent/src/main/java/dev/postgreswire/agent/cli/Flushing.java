package dev.postgreswire.agent.cli;

import dev.postgreswire.agent.output.Together;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.report.FormatWriter;
import java.io.IOException;

/** Flushes after each message, for somebody who looks on. */
final class Flushing {
  private Flushing() {}

  static RecordingListener after(FormatWriter writer) {
    return Together.of(
        writer,
        new RecordingListener() {
          @Override
          public void message(RecordedMessage message) throws IOException {
            writer.flush();
          }
        });
  }
}
