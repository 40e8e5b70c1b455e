package dev.postgreswire.recording;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Remembers what it was told, a line each. */
final class Told implements RecordingListener {
  final List<String> lines = new ArrayList<>();
  final List<RecordedMessage> messages = new ArrayList<>();
  final Map<Direction, Bytes> wire = new EnumMap<>(Direction.class);
  long missing;
  TlsSession session;

  @Override
  public void opened(ConnectionOpened connection) {
    ConnectionOrigin origin = connection.origin();
    say(connection.time(), connection.id(), "opened " + origin.server() + " " + origin.client());
  }

  @Override
  public void continued(ConnectionContinued connection) {
    lines.add("continued after " + connection.exchanges() + " exchanges");
  }

  @Override
  public void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes) {
    say(time, connectionId, direction.symbol() + " " + bytes.remaining() + " bytes");
    wire.merge(direction, Bytes.copyOf(bytes), Bytes::plus);
    bytes.position(bytes.limit());
  }

  @Override
  public void gap(int connectionId, Instant time, Direction direction, long count) {
    missing += count;
    say(time, connectionId, direction.symbol() + " " + count + " bytes missing");
  }

  @Override
  public void secret(TlsSecret secret) {
    lines.add("secret " + secret.label());
  }

  @Override
  public void tls(int connectionId, Instant time, TlsSession session) {
    this.session = session;
    say(
        time,
        connectionId,
        "TLS " + session.version().orElseThrow() + (session.decrypted() ? " decrypted" : ""));
  }

  @Override
  public void message(RecordedMessage message) {
    messages.add(message);
    say(message.time(), message.connectionId(), message.toString());
  }

  @Override
  public void note(int connectionId, Instant time, String text) {
    say(time, connectionId, "note " + text);
  }

  @Override
  public void missed(MissedConnection missed) {
    lines.add(
        missed.time().toString().substring(11, 19)
            + " missed "
            + missed.server()
            + ": "
            + missed.reason());
  }

  @Override
  public void closed(ConnectionClosed closed) {
    say(
        closed.time(),
        closed.id(),
        "closed " + closed.ending() + " " + closed.frontendBytes() + " " + closed.backendBytes());
  }

  private void say(Instant time, int connectionId, String what) {
    lines.add(time.toString().substring(11, 19) + " " + connectionId + " " + what);
  }
}
