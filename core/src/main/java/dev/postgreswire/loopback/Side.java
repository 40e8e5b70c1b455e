package dev.postgreswire.loopback;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Function;

/** One of the two sockets of a connection. Guarded by the connection's lock. */
class Side {
  private final Selector selector;
  private final ReadyHandler handler;
  private final Function<SocketChannel, Transport> transports;
  // Null while there is no socket.
  private SelectionKey key;
  private SocketChannel channel;
  private Transport transport;
  private boolean connected;

  /**
   * Creates a side without a socket, whose readiness {@code handler} will be told of.
   *
   * @param transports returns what the bytes of a socket go through
   */
  Side(Selector selector, ReadyHandler handler, Function<SocketChannel, Transport> transports) {
    this.selector = selector;
    this.handler = handler;
    this.transports = transports;
  }

  /** Makes {@code socket} the one of this side; it is closed with it, come what may. */
  final void adopt(SocketChannel socket, boolean isConnected) throws IOException {
    channel = socket;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    key = channel.register(selector, 0, handler);
    transport = transports.apply(channel);
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

  /** Reads, as {@link Transport#read} does. */
  final int read(ByteBuffer target) throws IOException {
    return transport.read(target);
  }

  /** Whether nothing is under way that the peer has written, as far as the system tells. */
  final boolean hasAllThatPeerWrote() {
    try {
      return !(channel.getRemoteAddress() instanceof InetSocketAddress peer)
          || !(channel.getLocalAddress() instanceof InetSocketAddress own)
          || SendQueue.isEmpty(peer.getPort(), own.getPort());
    } catch (IOException e) {
      return true; // it is closed
    }
  }

  /** Whether reading gives something although the selector knows of nothing. */
  final boolean hasBuffered() {
    return connected && transport.hasBuffered();
  }

  /** Writes what is taken at once. */
  final void write(ByteBuffer bytes) throws IOException {
    transport.write(bytes);
  }

  /** Writes what was taken before, and of {@code backlog} what is taken at once. */
  final void write(Backlog backlog) throws IOException {
    transport.flush();
    backlog.writeTo(transport);
  }

  /** Says that no more bytes will come; returns whether that could be said already. */
  final boolean shutdownOutput() throws IOException {
    return transport.shutdownOutput();
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
    int operations = connected ? transport.operations(bytes, room) : SelectionKey.OP_CONNECT;
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
