package dev.postgreswire.recording;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Bytes of a session, for tests that care about storing them, not about what they say. */
final class Traffic {
  static final Bytes STARTUP =
      Bytes.ofHex(
          "00000029000300007573657200706f73746772657300646174616261736500706f7374677265730000");
  static final Bytes AUTHENTICATION_OK = Bytes.ofHex("520000000800000000");
  static final Bytes READY = Bytes.ofHex("5a0000000549");

  /** A RowDescription with one column, {@code a}, of type bytea. */
  static final Bytes DESCRIPTION =
      Bytes.ofHex("540000001a00016100000000000000000000" + "11ffffffffffff0000");

  static final Bytes DONE = Bytes.ofHex("430000000d53454c454354203100");
  static final Bytes TERMINATE = Bytes.ofHex("5800000004");

  private Traffic() {}

  static Bytes message(char type, Bytes body) {
    WireWriter out = new WireWriter(StandardCharsets.UTF_8);
    return out.int8(type).int32(body.length() + 4).bytes(body).toBytes();
  }

  static Bytes query(String sql) {
    return message('Q', Bytes.of(sql + "\0", StandardCharsets.UTF_8));
  }

  static Bytes parse(String name, String sql) {
    return message('P', Bytes.of(name + "\0" + sql + "\0\0\0", StandardCharsets.UTF_8));
  }

  /** A DataRow with one column of {@code size} bytes. */
  static Bytes row(int size) {
    WireWriter out = new WireWriter(StandardCharsets.UTF_8);
    return message('D', out.int16(1).int32(size).bytes(Bytes.of(new byte[size])).toBytes());
  }

  static Bytes error(String text) {
    return message(
        'E', Bytes.of("SERROR\0VERROR\0C23505\0M" + text + "\0\0", StandardCharsets.UTF_8));
  }

  static void login(ConnectionRecorder connection) {
    client(connection, STARTUP);
    server(connection, AUTHENTICATION_OK.plus(READY));
  }

  static void client(ConnectionRecorder connection, Bytes bytes) {
    connection.bytes(Direction.FRONTEND, ByteBuffer.wrap(bytes.toByteArray()));
  }

  static void server(ConnectionRecorder connection, Bytes bytes) {
    connection.bytes(Direction.BACKEND, ByteBuffer.wrap(bytes.toByteArray()));
  }
}
