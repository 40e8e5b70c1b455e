package dev.postgreswire.agent.cli;

import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Two that listen to the same. */
record Together(RecordingListener one, RecordingListener other) implements RecordingListener {
  @Override
  public void opened(ConnectionOpened connection) throws IOException {
    one.opened(connection);
    other.opened(connection);
  }

  @Override
  public void continued(ConnectionContinued connection) throws IOException {
    one.continued(connection);
    other.continued(connection);
  }

  @Override
  public void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes)
      throws IOException {
    one.wire(connectionId, time, direction, bytes.duplicate());
    other.wire(connectionId, time, direction, bytes.duplicate());
  }

  @Override
  public void gap(int connectionId, Instant time, Direction direction, long count)
      throws IOException {
    one.gap(connectionId, time, direction, count);
    other.gap(connectionId, time, direction, count);
  }

  @Override
  public void secret(TlsSecret secret) throws IOException {
    one.secret(secret);
    other.secret(secret);
  }

  @Override
  public void tls(int connectionId, Instant time, TlsSession session) throws IOException {
    one.tls(connectionId, time, session);
    other.tls(connectionId, time, session);
  }

  @Override
  public void message(RecordedMessage message) throws IOException {
    one.message(message);
    other.message(message);
  }

  @Override
  public void note(int connectionId, Instant time, String text) throws IOException {
    one.note(connectionId, time, text);
    other.note(connectionId, time, text);
  }

  @Override
  public void closed(ConnectionClosed connection) throws IOException {
    one.closed(connection);
    other.closed(connection);
  }
}
