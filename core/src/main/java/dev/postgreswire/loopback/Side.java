package dev.postgreswire.loopback;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One of the two sockets of a connection: the client's, or the one to the server. Guarded by the
 * connection's lock.
 */
final class Side {
  // Null until the server is dialled.
  private SocketChannel channel;
  private SelectionKey key;
  private boolean connected;

  /** Takes over a socket that the listener accepted. */
  void accepted(SocketChannel accepted, Selector selector, ReadyHandler handler)
      throws IOException {
    channel = accepted;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    key = channel.register(selector, 0, handler);
    connected = true;
  }

  /** Begins to connect; it may be done at once. */
  void dial(SocketAddress address, Selector selector, ReadyHandler handler) throws IOException {
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    connected = channel.connect(address);
    key = channel.register(selector, 0, handler);
  }

  /** Ends what {@link #dial} began. */
  void finishDialling() throws IOException {
    connected = channel.finishConnect();
  }

  boolean isConnected() {
    return connected;
  }

  boolean owns(SelectionKey readyKey) {
    return key == readyKey;
  }

  /** Reads, as {@link SocketChannel#read(ByteBuffer)} does. */
  int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  /** Writes what the socket takes at once. */
  void write(ByteBuffer bytes) throws IOException {
    channel.write(bytes);
  }

  /** Writes what the socket takes at once. */
  void write(Backlog backlog) throws IOException {
    backlog.writeTo(channel);
  }

  /** Says that no more bytes will come. */
  void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  /**
   * Asks the selector for what the connection can use now.
   *
   * @return whether that is something else than before
   */
  boolean listenFor(boolean bytes, boolean room) {
    if (channel == null) {
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
   * Closes the socket. The selector lets go of it at its next selection.
   *
   * @param reset whether the peer is to see a reset (TCP RST) rather than an end
   */
  void close(boolean reset) {
    if (channel == null) {
      return;
    }
    connected = false;
    try {
      if (reset) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      // The peer has reset it already.
      connected = false;
    }
    try {
      channel.close();
    } catch (IOException e) {
      // Closed it is, whatever the system had to say.
      connected = false;
    }
  }
}
