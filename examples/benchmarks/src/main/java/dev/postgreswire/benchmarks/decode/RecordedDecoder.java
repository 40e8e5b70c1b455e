package dev.postgreswire.benchmarks.decode;

import dev.postgreswire.message.Message;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.ConnectionRecorder;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Ours, as a test has it: everything is recorded, kept and understood (phases, exchanges), and then
 * asked for. Framing is here what recording costs.
 */
final class RecordedDecoder implements Decoder {
  private static final long ENOUGH = 1L << 30;

  @Override
  public void decode(Session session, Level level, Consumer<Object> out) {
    Recorder recorder = new Recorder(new RecorderOptions(ENOUGH));
    ConnectionRecorder connection = recorder.opened(ConnectionOrigin.of("server", "client"));
    for (Session.Piece piece : session.pieces()) {
      connection.bytes(piece.direction(), ByteBuffer.wrap(piece.bytes()));
    }
    if (level == Level.FRAMING) {
      out.accept(recorder);
      return;
    }
    Columns columns = new Columns(level, out);
    for (RecordedMessage recorded : recorder.recording().connections().get(0).messages()) {
      Message message = recorded.message();
      out.accept(message);
      columns.take(message, recorded.context());
    }
  }
}
