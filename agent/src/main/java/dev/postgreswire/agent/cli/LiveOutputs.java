package dev.postgreswire.agent.cli;

import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.report.Exports;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * The files that are written while clients talk. One that fails is said so, once, and is told
 * nothing more; the others go on, and so does the proxy.
 */
final class LiveOutputs implements RecordingListener {
  private final List<Exports> exports;
  private final RecordingListener filtered;
  private final PrintWriter err;
  private boolean failed;

  /**
   * Creates one.
   *
   * @param live can be read while they are written
   * @param atTheEnd get their names when they are complete
   */
  LiveOutputs(Exports live, Exports atTheEnd, FilterOption filter, PrintWriter err) {
    this.exports = List.of(live, atTheEnd);
    this.filtered = filter.over(new Together(live, atTheEnd));
    this.err = err;
  }

  @Override
  public void opened(ConnectionOpened connection) {
    guarded(() -> filtered.opened(connection));
  }

  @Override
  public void continued(ConnectionContinued connection) {
    guarded(() -> filtered.continued(connection));
  }

  @Override
  public void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes) {
    guarded(() -> filtered.wire(connectionId, time, direction, bytes));
  }

  @Override
  public void gap(int connectionId, Instant time, Direction direction, long count) {
    guarded(() -> filtered.gap(connectionId, time, direction, count));
  }

  @Override
  public void secret(TlsSecret secret) {
    guarded(() -> filtered.secret(secret));
  }

  @Override
  public void tls(int connectionId, Instant time, TlsSession session) {
    guarded(() -> filtered.tls(connectionId, time, session));
  }

  @Override
  public void message(RecordedMessage message) {
    guarded(() -> filtered.message(message));
  }

  @Override
  public void note(int connectionId, Instant time, String text) {
    guarded(() -> filtered.note(connectionId, time, text));
  }

  @Override
  public void closed(ConnectionClosed connection) {
    guarded(() -> filtered.closed(connection));
  }

  /** Makes readable what was told. */
  void flush() {
    exports.forEach(each -> guarded(each::flush));
  }

  /** Completes all of them, and returns whether none has failed. */
  boolean close() {
    exports.forEach(each -> guarded(each::finish));
    exports.forEach(each -> guarded(each::close));
    return !failed;
  }

  private void guarded(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      // Exports tells of each file once.
      failed = true;
      err.println(Failure.reason(e) + "; nothing more is written there, and all else goes on");
    }
  }

  private interface Action {
    void run() throws IOException;
  }
}
