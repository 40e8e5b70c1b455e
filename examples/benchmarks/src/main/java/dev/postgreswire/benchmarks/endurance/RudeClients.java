package dev.postgreswire.benchmarks.endurance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Clients as no driver is: they take their time, or go in the middle of something. */
final class RudeClients {
  private static final int ROWS = 500;
  private static final int WIDTH = 4_000;
  private static final int SMALL_BUFFER = 4096;
  private static final long PAUSE = 200_000;

  private final InetSocketAddress address;

  RudeClients(InetSocketAddress address) {
    this.address = address;
  }

  /** Reads a large answer more slowly than the server writes it. */
  void readSlowly(Random random) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(startup());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      expect(0, rowsUntilReady(in));
      socket.getOutputStream().write(query());
      expect(ROWS, rowsUntilReady(in));
      socket.getOutputStream().write(new byte[] {'X', 0, 0, 0, 4});
      socket.shutdownOutput();
      end(in);
    }
  }

  /** Resets the connection wherever it happens to be. */
  void resetAnywhere(Random random) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(startup(), 0, random.nextInt(startup().length));
      socket.setSoLinger(true, 0);
    }
    try (Socket socket = connect()) {
      socket.getOutputStream().write(startup());
      expect(0, rowsUntilReady(new DataInputStream(socket.getInputStream())));
      socket.getOutputStream().write(query());
      socket.getInputStream().readNBytes(random.nextInt(ROWS * WIDTH));
      socket.setSoLinger(true, 0);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(SMALL_BUFFER);
    socket.connect(address);
    return socket;
  }

  private static int rowsUntilReady(DataInputStream in) throws IOException {
    int rows = 0;
    while (true) {
      int type = in.read();
      if (type < 0) {
        throw new EOFException();
      }
      in.skipNBytes(in.readInt() - 4);
      if (type == 'Z') {
        return rows;
      } else if (type == 'D') {
        rows++;
        LockSupport.parkNanos(PAUSE);
      } else if (type == 'E') {
        throw new IOException("the server reports an error");
      }
    }
  }

  /** Nothing follows but, from a server that is killed, why it ends. */
  private static void end(DataInputStream in) throws IOException {
    int type = in.read();
    if (type == 'E') {
      in.readAllBytes();
      throw new IOException("the server has ended before the client");
    }
    expect(-1, type);
  }

  private static byte[] startup() {
    byte[] text = "user\0postgres\0database\0postgres\0\0".getBytes(UTF_8);
    return ByteBuffer.allocate(8 + text.length)
        .putInt(8 + text.length)
        .putInt(3 << 16)
        .put(text)
        .array();
  }

  private static byte[] query() {
    byte[] text =
        "select repeat('x', %d) from generate_series(1, %d)\0"
            .formatted(WIDTH, ROWS)
            .getBytes(UTF_8);
    return ByteBuffer.allocate(5 + text.length)
        .put((byte) 'Q')
        .putInt(4 + text.length)
        .put(text)
        .array();
  }

  private static void expect(int expected, int actual) {
    if (expected != actual) {
      throw new AssertionError(actual + " instead of " + expected);
    }
  }
}
