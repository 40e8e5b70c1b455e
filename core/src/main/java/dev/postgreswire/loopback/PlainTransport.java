package dev.postgreswire.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** The socket alone. */
final class PlainTransport implements Transport {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel socket;
  private final ByteBuffer first;

  PlainTransport(SocketChannel socket) {
    this(socket, NOTHING);
  }

  /**
   * Creates one.
   *
   * @param first what was read from the socket by others, and comes first
   */
  PlainTransport(SocketChannel socket, ByteBuffer first) {
    this.socket = socket;
    this.first = first;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (first.hasRemaining()) {
      int count = first.remaining();
      target.put(first);
      return count;
    }
    return socket.read(target);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return socket.write(bytes);
  }

  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public boolean hasBuffered() {
    return first.hasRemaining();
  }

  @Override
  public boolean shutdownOutput() throws IOException {
    socket.shutdownOutput();
    return true;
  }

  @Override
  public int operations(boolean bytes, boolean room) {
    return (bytes ? SelectionKey.OP_READ : 0) | (room ? SelectionKey.OP_WRITE : 0);
  }
}
