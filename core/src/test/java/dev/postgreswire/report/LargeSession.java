package dev.postgreswire.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordingStream;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.WireWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Streams a session of a given size through every format, in whatever memory this machine was
 * given: what {@link LargeExportTest} runs in a machine of little.
 */
final class LargeSession {
  private static final int CHUNK = 64 << 10;

  private final WireSink.Connection connection;
  private Instant now = Wire.BEGIN;
  private long sent;

  private LargeSession(WireSink.Connection connection) {
    this.connection = connection;
  }

  /** Takes what is to be streamed, how many bytes of it, a folder, and how much a page holds. */
  public static void main(String[] arguments) throws IOException {
    long size = Long.parseLong(arguments[1]);
    Path folder = Path.of(arguments[2]);
    HtmlReport page = HtmlReport.create().limits(Long.parseLong(arguments[3]), 20_000);
    long began = System.nanoTime();
    Counter counter = new Counter();
    try (Exports exports =
        Exports.begin()
            .add(out -> Trace.strict().to(counter), folder.resolve("trace"))
            .add(out -> JsonLines.masked().to(counter), folder.resolve("json"))
            .add(out -> Pcapng.masked().to(counter), folder.resolve("pcapng"))
            .add(page, folder.resolve("page.html"))
            .open()) {
      RecordingStream stream = new RecordingStream(exports, null);
      long sent = drive(stream, arguments[0], size);
      stream.finish();
      exports.finish();
      System.out.printf(
          "%d bytes streamed, %d written, %d ms%n",
          sent, counter.bytes, (System.nanoTime() - began) / 1_000_000);
    }
  }

  /** Sends a session of {@code kind} to {@code sink}, and returns how many bytes it had. */
  static long drive(WireSink sink, String kind, long size) {
    LargeSession session =
        new LargeSession(sink.opened(ConnectionOrigin.of("db:5432", ""), Wire.BEGIN));
    session.login();
    session.run(kind, size);
    return session.sent;
  }

  private void run(String kind, long size) {
    switch (kind) {
      case "oltp" -> queries(size);
      case "copy" -> copy(size);
      case "message" -> message(size);
      default -> throw new IllegalArgumentException(kind);
    }
    send(Direction.FRONTEND, Wire.message('X', Bytes.EMPTY));
    connection.closed(Ending.CLOSED_BY_CLIENT, "", now);
  }

  private void login() {
    send(Direction.FRONTEND, Bytes.ofHex("00000012000300007573657200626f620000"));
    send(Direction.BACKEND, Bytes.ofHex("5200000008000000005a0000000549"));
  }

  private void queries(long size) {
    Bytes request =
        message('P', "\0select id, name, price from product where id = $1\0\0\0")
            .plus(Wire.message('B', Bytes.ofHex("0000000000010000000234310000")))
            .plus(message('D', "P\0"))
            .plus(message('E', "\0\0\0\0\0"))
            .plus(message('S', ""));
    Bytes answer =
        message('1', "")
            .plus(message('2', ""))
            .plus(Wire.message('T', columns("id", "name", "price")))
            .plus(Wire.message('D', row("41", "a thing of some kind, grün", "12.50")))
            .plus(Wire.message('D', row("41", "another thing", null)))
            .plus(message('C', "SELECT 2\0"))
            .plus(message('Z', "I"));
    while (sent < size) {
      send(Direction.FRONTEND, request);
      send(Direction.BACKEND, answer);
    }
  }

  private void copy(long size) {
    send(Direction.FRONTEND, message('Q', "copy product from stdin\0"));
    send(Direction.BACKEND, Wire.message('G', Bytes.ofHex("0000030000000000000000")));
    Bytes row =
        message('d', "41\ta thing of some kind, grün\t12.50\tand more of it in a long text\n");
    Bytes rows = Bytes.EMPTY;
    while (rows.length() < CHUNK) {
      rows = rows.plus(row);
    }
    while (sent < size) {
      send(Direction.FRONTEND, rows);
    }
    send(Direction.FRONTEND, message('c', ""));
    send(Direction.BACKEND, message('C', "COPY 1\0").plus(message('Z', "I")));
  }

  private void message(long size) {
    send(Direction.FRONTEND, message('Q', "select repeat('x', 600000000)\0"));
    send(Direction.BACKEND, Wire.message('T', columns("repeat")));
    WireWriter head = new WireWriter(UTF_8);
    head.int8('D').int32((int) size + 10).int16(1).int32((int) size);
    send(Direction.BACKEND, head.toBytes());
    Bytes chunk = Bytes.wrap(new byte[CHUNK]);
    long left = size;
    while (left > 0) {
      int count = (int) Math.min(left, CHUNK);
      send(Direction.BACKEND, chunk.slice(0, count));
      left -= count;
    }
    send(Direction.BACKEND, message('C', "SELECT 1\0").plus(message('Z', "I")));
  }

  private static Bytes message(char type, String body) {
    return Wire.message(type, Bytes.of(body, UTF_8));
  }

  private static Bytes columns(String... names) {
    WireWriter out = new WireWriter(UTF_8).int16(names.length);
    for (String name : names) {
      out.cString(name).int32(0).int16(0).int32(25).int16(-1).int32(-1).int16(0);
    }
    return out.toBytes();
  }

  private static Bytes row(String... values) {
    WireWriter out = new WireWriter(UTF_8).int16(values.length);
    for (String value : values) {
      Bytes bytes = Bytes.of(value == null ? "" : value, UTF_8);
      out.int32(value == null ? -1 : bytes.length()).bytes(bytes);
    }
    return out.toBytes();
  }

  private void send(Direction direction, Bytes bytes) {
    now = now.plusNanos(10_000);
    sent += bytes.length();
    connection.bytes(direction, ByteBuffer.wrap(bytes.toByteArray()), now);
  }

  /** Counts what is written, and keeps nothing of it. */
  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int value) {
      bytes++;
    }

    @Override
    public void write(byte[] written, int from, int count) {
      bytes += count;
    }
  }
}
