package dev.postgreswire.loopback;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One of the two sockets of a connection. Guarded by the connection's lock. */
class Side {
  private final Selector selector;
  private final ReadyHandler handler;
  // Null while there is no socket.
  private SelectionKey key;
  private SocketChannel channel;
  private boolean connected;

  /** Creates a side without a socket, whose readiness {@code handler} will be told of. */
  Side(Selector selector, ReadyHandler handler) {
    this.selector = selector;
    this.handler = handler;
  }

  /** Makes {@code socket} the one of this side; it is closed with it, come what may. */
  final void adopt(SocketChannel socket, boolean isConnected) throws IOException {
    channel = socket;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    key = channel.register(selector, 0, handler);
    connected = isConnected;
  }

  final boolean isConnected() {
    return connected;
  }

  final void setConnected(boolean isConnected) {
    connected = isConnected;
  }

  final boolean owns(SelectionKey readyKey) {
    return key == readyKey;
  }

  /** Reads, as {@link SocketChannel#read(ByteBuffer)} does. */
  final int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  /** Writes what the socket takes at once. */
  final void write(ByteBuffer bytes) throws IOException {
    channel.write(bytes);
  }

  /** Writes what the socket takes at once. */
  final void write(Backlog backlog) throws IOException {
    backlog.writeTo(channel);
  }

  /** Says that no more bytes will come. */
  final void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  /**
   * Asks the selector for what the connection can use now.
   *
   * @return whether that is something else than before
   */
  final boolean listenFor(boolean bytes, boolean room) {
    if (key == null) {
      return false;
    }
    int operations =
        !connected
            ? SelectionKey.OP_CONNECT
            : (bytes ? SelectionKey.OP_READ : 0) | (room ? SelectionKey.OP_WRITE : 0);
    if (key.interestOps() == operations) {
      return false;
    }
    key.interestOps(operations);
    return true;
  }

  /**
   * Closes the socket, if there is one. The selector lets go of it at its next selection.
   *
   * @param reset whether the peer is to see a reset (TCP RST) rather than an end
   */
  final void close(boolean reset) {
    connected = false;
    if (channel == null) {
      return;
    }
    try (SocketChannel closing = channel) {
      if (reset) {
        closing.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      // The peer has reset it already. Closed it is, whatever the system had to say.
      connected = false;
    }
  }
}
