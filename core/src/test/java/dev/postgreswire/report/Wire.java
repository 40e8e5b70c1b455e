package dev.postgreswire.report;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.RecordingListener.ConnectionClosed;
import dev.postgreswire.recording.RecordingListener.ConnectionOpened;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.WireWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Tells a format of bytes, one millisecond after the other. */
final class Wire {
  static final Instant BEGIN = Instant.parse("2026-11-21T07:00:00.000000001Z");
  private static final Bytes STARTUP = Bytes.ofHex("00000012000300007573657200626f620000");
  private static final Bytes READY = Bytes.ofHex("5200000008000000005a0000000549");

  private final RecordingListener listener;
  private Instant now = BEGIN;

  Wire(RecordingListener listener) {
    this.listener = listener;
  }

  static Bytes message(char type, Bytes body) {
    WireWriter out = new WireWriter(StandardCharsets.UTF_8);
    return out.int8(type).int32(body.length() + 4).bytes(body).toBytes();
  }

  static Bytes query(String sql) {
    return message('Q', Bytes.of(sql + "\0", StandardCharsets.UTF_8));
  }

  Wire open(int id, String server, String client) throws IOException {
    return open(id, ConnectionOrigin.of(server, client));
  }

  Wire open(int id, ConnectionOrigin origin) throws IOException {
    listener.opened(new ConnectionOpened(id, tick(), origin));
    return this;
  }

  /** The startup of both sides. */
  Wire login(int id) throws IOException {
    return client(id, STARTUP).server(id, READY);
  }

  Wire client(int id, Bytes bytes) throws IOException {
    listener.wire(id, tick(), Direction.FRONTEND, bytes.toByteBuffer());
    return this;
  }

  Wire server(int id, Bytes bytes) throws IOException {
    listener.wire(id, tick(), Direction.BACKEND, bytes.toByteBuffer());
    return this;
  }

  Wire gap(int id, Direction direction, long count) throws IOException {
    listener.gap(id, tick(), direction, count);
    return this;
  }

  Wire note(int id, String text) throws IOException {
    listener.note(id, tick(), text);
    return this;
  }

  Wire close(int id, Ending ending) throws IOException {
    listener.closed(new ConnectionClosed(id, tick(), ending, "", 0, 0));
    return this;
  }

  private Instant tick() {
    now = now.plusMillis(1);
    return now;
  }
}
