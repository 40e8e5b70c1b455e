package dev.postgreswire.agent.cli;

import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * Tells every format, and lets none of them stand in the way of the others: one that fails is said
 * so, once, and told nothing more.
 */
final class LiveOutputs implements RecordingListener, AutoCloseable {
  private final List<LiveOutput> outputs;

  LiveOutputs(List<LiveOutput> outputs) {
    this.outputs = List.copyOf(outputs);
  }

  @Override
  public void opened(ConnectionOpened connection) {
    outputs.forEach(output -> output.tell(to -> to.opened(connection)));
  }

  @Override
  public void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes) {
    outputs.forEach(
        output -> output.tell(to -> to.wire(connectionId, time, direction, bytes.duplicate())));
  }

  @Override
  public void gap(int connectionId, Instant time, Direction direction, long count) {
    outputs.forEach(output -> output.tell(to -> to.gap(connectionId, time, direction, count)));
  }

  @Override
  public void secret(TlsSecret secret) {
    outputs.forEach(output -> output.tell(to -> to.secret(secret)));
  }

  @Override
  public void tls(int connectionId, Instant time, TlsSession session) {
    outputs.forEach(output -> output.tell(to -> to.tls(connectionId, time, session)));
  }

  @Override
  public void message(RecordedMessage message) {
    outputs.forEach(output -> output.tell(to -> to.message(message)));
  }

  @Override
  public void note(int connectionId, Instant time, String text) {
    outputs.forEach(output -> output.tell(to -> to.note(connectionId, time, text)));
  }

  @Override
  public void closed(ConnectionClosed connection) {
    outputs.forEach(output -> output.tell(to -> to.closed(connection)));
  }

  /** Makes readable what was told. */
  void flush() {
    outputs.forEach(LiveOutput::flush);
  }

  /** Completes all of them. */
  @Override
  public void close() {
    outputs.forEach(LiveOutput::close);
  }

  /** Returns whether one has failed. */
  boolean haveFailed() {
    return outputs.stream().anyMatch(LiveOutput::hasFailed);
  }

  /** Something to tell a format. */
  interface Telling {
    void to(RecordingListener listener) throws IOException;
  }
}
