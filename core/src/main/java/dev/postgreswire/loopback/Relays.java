package dev.postgreswire.loopback;

import dev.postgreswire.recording.ConnectionOrigin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A listener, the connections it has accepted, and the threads that work on them. */
final class Relays {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final BufferPool pool = new BufferPool();
  private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();
  private final Allowance barrier;
  private final SelectorLoops loops;
  private final Acceptor acceptor;

  /**
   * Listens, and accepts nobody yet.
   *
   * @param whenAccepted takes each client's socket
   */
  Relays(LoopbackOptions options, Consumer<SocketChannel> whenAccepted) throws IOException {
    this.barrier = Allowance.barrier(options.barrierLimit());
    this.loops = new SelectorLoops();
    try {
      this.acceptor = new Acceptor(options.listen(), loops.first(), whenAccepted);
    } catch (IOException | RuntimeException e) {
      loops.close();
      throw e;
    }
  }

  /** Begins to accept and to relay. */
  void start() throws IOException {
    acceptor.start();
    loops.start("postgres-wire-loopback-" + address().getPort(), acceptor::resume, this::end);
  }

  /** Returns where it listens. */
  InetSocketAddress address() {
    return acceptor.address();
  }

  /**
   * Begins with a client's socket.
   *
   * @param origin who it is
   */
  RelayedConnection relay(
      ConnectionOrigin origin, Scribe scribe, Transports transports, SocketChannel client) {
    SelectorLoop loop = loops.next();
    Consumer<RelayedConnection> whenOver =
        over -> {
          connections.remove(over);
          loop.left();
        };
    RelayedConnection connection =
        new RelayedConnection(origin, scribe, loop, pool, barrier, transports, whenOver);
    loop.joined();
    connections.add(connection);
    connection.accept(client);
    return connection;
  }

  /** Returns the connection of a client's port; empty when there is none. */
  Optional<RelayedConnection> ofClient(int port) {
    return connections.stream().filter(each -> each.clientPort() == port).findFirst();
  }

  /** Accepts those who have connected by now. */
  void accept() {
    try (Deadline deadline = new Deadline(PATIENCE)) {
      acceptor.drain(deadline);
    }
  }

  /** What {@link Loopback#drain} says. */
  void drain(Duration timeout) {
    List<String> pending = new ArrayList<>();
    ByteBuffer scratch = pool.take();
    try (Deadline deadline = new Deadline(timeout)) {
      acceptor.drain(deadline).ifPresent(pending::add);
      for (RelayedConnection connection : connections) {
        connection.drain(scratch, deadline).ifPresent(pending::add);
      }
    } finally {
      pool.give(scratch);
    }
    if (!pending.isEmpty()) {
      throw new BarrierTimeoutException(timeout, pending);
    }
  }

  /** Ends all; returns when nothing is left. */
  void close() {
    loops.stop();
  }

  /** Returns how many bytes are recorded and not yet forwarded. */
  long held() {
    return connections.stream().mapToLong(RelayedConnection::held).sum();
  }

  /** Runs in the last loop's thread, as the last thing. */
  private void end() {
    try (Deadline now = new Deadline(Duration.ZERO)) {
      acceptor.drain(now);
    }
    acceptor.close();
    ByteBuffer scratch = pool.take();
    for (RelayedConnection connection : connections) {
      try {
        connection.abandon(scratch);
      } catch (RuntimeException | Error e) {
        Log.warning("a connection could not be closed", e);
      }
    }
  }

  /** Returns a client's address for people. */
  static String describe(SocketAddress address) {
    return address instanceof InetSocketAddress inet
        ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
        : "";
  }

  /** Closes a client's socket that nobody relays; it sees a reset. */
  static void refuse(SocketChannel channel) {
    try (SocketChannel closing = channel) {
      closing.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      Log.warning("a client's connection could not be closed", e);
    }
  }
}
