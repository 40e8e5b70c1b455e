package dev.postgreswire.recording;

import dev.postgreswire.testing.conformance.Conformance;
import dev.postgreswire.testing.conformance.Utterance;
import dev.postgreswire.testing.conformance.WatchedConnection;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Shows {@link Conformance} what a stream tells, and passes it on. */
final class WitnessedListener implements RecordingListener {
  private final RecordingListener listener;
  private final Conformance conformance;
  private final Map<Integer, WatchedConnection> open = new HashMap<>();

  WitnessedListener(RecordingListener listener, Conformance conformance) {
    this.listener = listener;
    this.conformance = conformance;
  }

  @Override
  public void opened(ConnectionOpened connection) throws IOException {
    WatchedConnection watched =
        conformance.opened(
            "streamed connection " + connection.id() + " to " + connection.origin().server());
    if (connection.origin().partial()) {
      watched.giveUp();
    }
    open.put(connection.id(), watched);
    listener.opened(connection);
  }

  @Override
  public void continued(ConnectionContinued connection) throws IOException {
    open.get(connection.id()).giveUp();
    listener.continued(connection);
  }

  @Override
  public void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes)
      throws IOException {
    listener.wire(connectionId, time, direction, bytes);
  }

  @Override
  public void gap(int connectionId, Instant time, Direction direction, long count)
      throws IOException {
    open.get(connectionId).giveUp();
    listener.gap(connectionId, time, direction, count);
  }

  @Override
  public void secret(TlsSecret secret) throws IOException {
    listener.secret(secret);
  }

  @Override
  public void tls(int connectionId, Instant time, TlsSession session) throws IOException {
    listener.tls(connectionId, time, session);
  }

  @Override
  public void message(RecordedMessage message) throws IOException {
    WatchedConnection watched = open.get(message.connectionId());
    if (watched.isChecking()) {
      watched.take(utterance(message));
    }
    listener.message(message);
  }

  private static Utterance utterance(RecordedMessage message) {
    return Utterance.isPlain(message.frame())
        ? Utterance.ofPlain(message.index(), message.frame())
        : Utterance.of(message.index(), message.frame(), message.message());
  }

  @Override
  public void note(int connectionId, Instant time, String text) throws IOException {
    listener.note(connectionId, time, text);
  }

  @Override
  public void missed(MissedConnection connection) throws IOException {
    listener.missed(connection);
  }

  @Override
  public void closed(ConnectionClosed connection) throws IOException {
    open.remove(connection.id());
    listener.closed(connection);
  }
}
