package dev.postgreswire.benchmarks.decode;

import dev.postgreswire.message.Message;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.RecordingStream;
import dev.postgreswire.report.capture.Capture;
import dev.postgreswire.report.capture.CaptureException;
import dev.postgreswire.report.capture.CaptureReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Ours, from a capture: packets, TCP, and both sides' messages. Framing does without the last. */
final class CaptureDecoder implements Decoder {
  private final Path file;

  CaptureDecoder(Path file) {
    this.file = file;
  }

  @Override
  public void decode(Session session, Level level, Consumer<Object> out) {
    Columns columns = new Columns(level, out);
    RecordingListener listener =
        new RecordingListener() {
          @Override
          public void message(RecordedMessage recorded) {
            if (level == Level.FRAMING) {
              out.accept(recorded);
              return;
            }
            Message message = recorded.message();
            out.accept(message);
            columns.take(message, recorded.context());
          }
        };
    try (CaptureReader capture = Capture.open(file)) {
      RecordingStream stream = new RecordingStream(listener, null);
      capture.readTo(stream);
      stream.finish();
    } catch (CaptureException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
