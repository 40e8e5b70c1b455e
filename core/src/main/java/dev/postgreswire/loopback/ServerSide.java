package dev.postgreswire.loopback;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** The socket to the server, which has to be dialled first. */
final class ServerSide extends Side {
  /** Empty before dialling, and when the server is there: a connection may stay open for long. */
  private Iterator<? extends SocketAddress> toTry = Collections.emptyIterator();

  // Null before dialling and after the last address was tried.
  private SocketChannel dialling;

  ServerSide(
      Selector selector, ReadyHandler handler, Function<SocketChannel, Transport> transports) {
    super(selector, handler, transports);
  }

  /**
   * Connects to the first of these addresses that answers, as far as is possible without waiting.
   *
   * @throws IOException when none can be connected to: why the last one could not
   */
  void dial(List<? extends SocketAddress> addresses) throws IOException {
    toTry = addresses.iterator();
    dialNext(new IOException("the server's name has no address"));
  }

  /** Takes a socket that is connected to the server already. */
  void adopt(SocketChannel connected) throws IOException {
    adopt(connected, true);
    connected.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
  }

  /** Goes on with {@link #dial} when a server may have answered; does nothing otherwise. */
  void dialFurther() throws IOException {
    if (isConnected() || dialling == null) {
      return;
    }
    try {
      hasConnected(dialling.finishConnect());
    } catch (IOException e) {
      dialNext(e);
    }
  }

  private void dialNext(IOException lastFailure) throws IOException {
    IOException failure = lastFailure;
    while (toTry.hasNext()) {
      close(true);
      try {
        begin(toTry.next());
        return;
      } catch (IOException e) {
        failure = e;
      } catch (RuntimeException e) {
        // An address of a kind that this machine does not know, or a selector that was closed.
        failure = new IOException(e.toString(), e);
      }
    }
    dialling = null;
    throw failure;
  }

  private void begin(SocketAddress address) throws IOException {
    dialling = SocketChannel.open();
    adopt(dialling, false);
    dialling.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    hasConnected(dialling.connect(address));
  }

  private void hasConnected(boolean isConnected) {
    setConnected(isConnected);
    if (isConnected) {
      toTry = Collections.emptyIterator();
    }
  }
}
