package dev.postgreswire.agent.route;

import dev.postgreswire.loopback.ExpectedClient;
import dev.postgreswire.loopback.GuardedLoopback;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Puts the relay between a connected socket of the application's and its server: the application's
 * descriptor becomes the client of a loopback connection, under its old number, and the relay gets
 * what it was. Either all of that happens, or nothing.
 */
final class SocketExchange {
  private static final List<SocketOption<?>> OPTIONS =
      List.of(
          StandardSocketOptions.TCP_NODELAY,
          StandardSocketOptions.SO_KEEPALIVE,
          StandardSocketOptions.SO_LINGER);

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);

  private final JdkSockets jdk;
  private final GuardedLoopback loopback;
  private final RoutedSockets sockets;

  SocketExchange(JdkSockets jdk, GuardedLoopback loopback, RoutedSockets sockets) {
    this.jdk = jdk;
    this.loopback = loopback;
    this.sockets = sockets;
  }

  /**
   * What came of it.
   *
   * @param client waits to be relayed
   * @param server is connected to the server
   * @param local the address under which the server knows the application's socket
   */
  record Exchanged(ExpectedClient client, SocketChannel server, InetSocketAddress local) {}

  /**
   * Exchanges a socket.
   *
   * @throws IOException when that is not possible; then the socket is as it was
   */
  Exchanged exchange(FileDescriptor fd, PendingConnect connect) throws IOException {
    int number = jdk.number(fd);
    boolean nonBlocking = ProcFiles.isNonBlocking(number);
    FileDescriptor real = jdk.duplicate(fd);
    sockets.ours(real);
    SocketChannel server = jdk.channel(real, connect.remote());
    try (SocketChannel client = SocketChannel.open()) {
      sockets.ours(jdk.descriptor(client));
      client.bind(new InetSocketAddress(loopback.address().getAddress(), 0));
      InetSocketAddress clientAddress = (InetSocketAddress) client.getLocalAddress();
      ExpectedClient expected = loopback.expect(clientAddress.getPort());
      try {
        connect(client);
        expected.requireAccepted();
        adopt(server, client, nonBlocking);
        replace(fd, client, real, nonBlocking && connect.watched());
        return new Exchanged(expected, server, (InetSocketAddress) server.getLocalAddress());
      } catch (IOException | RuntimeException | Error e) {
        expected.giveUp();
        throw e;
      }
    } catch (IOException | RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  /** A connection within this machine is there at once, save where somebody slows them down. */
  private void connect(SocketChannel client) throws IOException {
    // Blocking, an interrupt of the application's thread would be taken for the client's.
    client.configureBlocking(false);
    long start = System.nanoTime();
    boolean connected = client.connect(loopback.address()) || client.finishConnect();
    while (!connected) {
      if (System.nanoTime() - start > PATIENCE) {
        throw new IOException("the loopback does not answer");
      }
      LockSupport.parkNanos(PAUSE);
      connected = client.finishConnect();
    }
  }

  private static void adopt(SocketChannel server, SocketChannel client, boolean nonBlocking)
      throws IOException {
    for (SocketOption<?> option : OPTIONS) {
      copy(server, client, option);
    }
    client.configureBlocking(!nonBlocking);
  }

  private static <T> void copy(SocketChannel from, SocketChannel to, SocketOption<T> option)
      throws IOException {
    to.setOption(option, from.getOption(option));
  }

  private void replace(
      FileDescriptor fd, SocketChannel client, FileDescriptor real, boolean watched)
      throws IOException {
    if (!watched) {
      jdk.duplicate(jdk.descriptor(client), fd);
      return;
    }
    EpollWatch watch = new EpollWatch(jdk, jdk.number(fd));
    watch.end();
    try {
      jdk.duplicate(jdk.descriptor(client), fd);
      watch.begin();
    } catch (IOException | RuntimeException | Error e) {
      jdk.duplicate(real, fd);
      watch.begin();
      throw e;
    }
  }
}
