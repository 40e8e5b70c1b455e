package dev.postgreswire.loopback;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.WireSink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A recording relay inside this JVM: listens on a loopback address, connects each client to the
 * server, passes the bytes on as they are, and tells a {@link WireSink} before it does so.
 *
 * <p>Safe for use by several threads.
 */
public final class Loopback implements AutoCloseable {
  private final BufferPool pool = new BufferPool();
  private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();
  private final Function<ConnectionOrigin, Scribe> scribes;
  private final Allowance barrier;
  private final Optional<TlsTermination> termination;
  private final SelectorLoop loop;
  private final Acceptor acceptor;
  private final Dialer dialer;

  private Loopback(
      InetSocketAddress server,
      Function<ConnectionOrigin, Scribe> scribes,
      LoopbackOptions options,
      Resolver resolver)
      throws IOException {
    this.scribes = scribes;
    this.barrier = Allowance.barrier(options.barrierLimit());
    this.termination = options.termination();
    this.loop = new SelectorLoop();
    try {
      this.acceptor = new Acceptor(options.listen(), loop, this::accepted);
    } catch (IOException | RuntimeException e) {
      loop.selector().close();
      throw e;
    }
    this.dialer = new Dialer(server, resolver, "postgres-wire-resolver-" + port());
    acceptor.start();
    loop.start("postgres-wire-loopback-" + port(), acceptor::resume, this::end);
  }

  /**
   * Starts to listen.
   *
   * @param server the real server. A host name is resolved again for each connection, whether or
   *     not it is resolved here.
   * @param recorder what is told of each connection
   * @param options how to do it
   * @throws IOException when the address cannot be listened on. Whether the server can be reached
   *     is seen only when a client connects.
   */
  public static Loopback open(InetSocketAddress server, WireSink recorder, LoopbackOptions options)
      throws IOException {
    return open(server, origin -> Scribe.opened(recorder, origin), options, Resolver.SYSTEM);
  }

  /** The same with what a test may want to stand in for. */
  static Loopback open(
      InetSocketAddress server,
      Function<ConnectionOrigin, Scribe> scribes,
      LoopbackOptions options,
      Resolver resolver)
      throws IOException {
    return new Loopback(server, scribes, options, resolver);
  }

  /** Returns the address that clients connect to. */
  public InetSocketAddress address() {
    return acceptor.address();
  }

  /** Returns the port of {@link #address()}. */
  public int port() {
    return acceptor.address().getPort();
  }

  /**
   * The barrier: when it returns, everything is recorded that any client in this JVM had written,
   * and every end of a client's connection, before the call. It does not wait for anything that is
   * still to be written.
   *
   * <p>An interrupt does not end it; the calling thread's interrupt status is kept.
   *
   * @param timeout how long to wait for servers to take what they were sent
   * @throws BarrierTimeoutException when something had to be left behind, and says what
   */
  public void drain(Duration timeout) {
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

  /**
   * Closes the listener and all connections, having recorded what clients had written before.
   * Returns when nothing of it is left. Closing twice does nothing.
   */
  @Override
  public void close() {
    loop.stop();
    dialer.close();
  }

  /** Returns how many bytes are recorded and not yet forwarded. */
  long held() {
    return connections.stream().mapToLong(RelayedConnection::held).sum();
  }

  /** Runs in the loop's thread, as the last thing. */
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

  private void accepted(SocketChannel client) {
    try {
      String peer = describe(client.getRemoteAddress());
      Scribe scribe = scribes.apply(ConnectionOrigin.of(dialer.server(), peer));
      String name = "connection " + scribe.id() + " (" + peer + " to " + dialer.server() + ")";
      RelayedConnection connection =
          new RelayedConnection(
              name, scribe, loop, pool, barrier, transports(scribe), connections::remove);
      connections.add(connection);
      connection.accept(client);
      dialer.dial(connection);
    } catch (IOException | RuntimeException | Error e) {
      Log.warning("a client was turned away", e);
      closeQuietly(client);
    }
  }

  private Transports transports(Scribe scribe) {
    return termination.isEmpty()
        ? Transports.PLAIN
        : new Termination(termination.get(), scribe::note, dialer.host(), dialer.port());
  }

  private static String describe(SocketAddress address) {
    return address instanceof InetSocketAddress inet
        ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
        : "";
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      Log.warning("a client's connection could not be closed", e);
    }
  }
}
