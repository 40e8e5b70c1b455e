package dev.postgreswire.agent.output;

import dev.postgreswire.recording.MissedConnection;
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
 * Several that listen to the same. All of them are told, also when one of them fails.
 *
 * @param listeners who they are
 * @param failures is told of each failure
 */
public record Together(List<? extends RecordingListener> listeners, Failures failures)
    implements RecordingListener {

  /** What to do when one of them fails. */
  public interface Failures {
    /** One has failed at what it was told. */
    void failed(IOException cause) throws IOException;
  }

  /** Returns listeners of which each failure is thrown. */
  public static Together of(RecordingListener... listeners) {
    return new Together(
        List.of(listeners),
        cause -> {
          throw cause;
        });
  }

  @Override
  public void opened(ConnectionOpened connection) throws IOException {
    each(listener -> listener.opened(connection));
  }

  @Override
  public void continued(ConnectionContinued connection) throws IOException {
    each(listener -> listener.continued(connection));
  }

  @Override
  public void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes)
      throws IOException {
    each(listener -> listener.wire(connectionId, time, direction, bytes.duplicate()));
  }

  @Override
  public void gap(int connectionId, Instant time, Direction direction, long count)
      throws IOException {
    each(listener -> listener.gap(connectionId, time, direction, count));
  }

  @Override
  public void secret(TlsSecret secret) throws IOException {
    each(listener -> listener.secret(secret));
  }

  @Override
  public void tls(int connectionId, Instant time, TlsSession session) throws IOException {
    each(listener -> listener.tls(connectionId, time, session));
  }

  @Override
  public void message(RecordedMessage message) throws IOException {
    each(listener -> listener.message(message));
  }

  @Override
  public void note(int connectionId, Instant time, String text) throws IOException {
    each(listener -> listener.note(connectionId, time, text));
  }

  @Override
  public void missed(MissedConnection connection) throws IOException {
    each(listener -> listener.missed(connection));
  }

  @Override
  public void closed(ConnectionClosed connection) throws IOException {
    each(listener -> listener.closed(connection));
  }

  private void each(Telling telling) throws IOException {
    IOException thrown = null;
    for (RecordingListener listener : listeners) {
      try {
        telling.to(listener);
      } catch (IOException e) {
        thrown = report(e, thrown);
      }
    }
    if (thrown != null) {
      throw thrown;
    }
  }

  /** Returns what is to be thrown once all have been told. */
  private IOException report(IOException cause, IOException thrown) {
    try {
      failures.failed(cause);
      return thrown;
    } catch (IOException e) {
      return thrown == null ? e : thrown;
    }
  }

  private interface Telling {
    void to(RecordingListener listener) throws IOException;
  }
}
