package dev.postgreswire.loopback;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A recording relay inside this JVM: listens on a loopback address, connects each client to the
 * server, passes the bytes on as they are, and tells a {@link WireSink} before it does so.
 *
 * <p>Safe for use by several threads.
 */
public final class Loopback implements AutoCloseable {
  private static final Map<Integer, Loopback> OPEN = new ConcurrentHashMap<>();

  private final Function<ConnectionOrigin, Scribe> scribes;
  private final LoopbackOptions options;
  private final Relays relays;
  private final Dialer dialer;

  private Loopback(
      InetSocketAddress server,
      Function<ConnectionOrigin, Scribe> scribes,
      LoopbackOptions options,
      Resolver resolver)
      throws IOException {
    this.scribes = scribes;
    this.options = options;
    this.relays = new Relays(options, this::accepted);
    this.dialer = new Dialer(server, resolver, "postgres-wire-resolver-" + port());
    OPEN.put(port(), this);
    relays.start();
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
    return relays.address();
  }

  /** Returns the port of {@link #address()}. */
  public int port() {
    return relays.address().getPort();
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
    relays.drain(timeout);
  }

  /**
   * Closes the listener and all connections, having recorded what clients had written before.
   * Returns when nothing of it is left. Closing twice does nothing.
   */
  @Override
  public void close() {
    OPEN.remove(port(), this);
    relays.close();
    dialer.close();
  }

  /**
   * Returns what takes the plaintext of a client in this JVM that itself uses TLS.
   *
   * @param port where the client has connected to
   * @param clientPort from where
   * @return empty when no loopback of this JVM listens there, or it has no such client
   */
  public static Optional<PlaintextTap> tap(int port, int clientPort) {
    Loopback loopback = OPEN.get(port);
    return loopback == null ? Optional.empty() : loopback.tap(clientPort);
  }

  private Optional<PlaintextTap> tap(int clientPort) {
    Optional<RelayedConnection> known = relays.ofClient(clientPort);
    if (known.isEmpty()) {
      relays.accept();
      known = relays.ofClient(clientPort);
    }
    return known.map(connection -> new Tap(connection, dialer.host(), dialer.port()));
  }

  private record Tap(RelayedConnection connection, String serverHost, int serverPort)
      implements PlaintextTap {
    @Override
    public void bytes(Direction direction, ByteBuffer bytes) {
      connection.plaintext(direction, bytes);
    }
  }

  /** Returns how many bytes are recorded and not yet forwarded. */
  long held() {
    return relays.held();
  }

  private void accepted(SocketChannel client) {
    try {
      String peer = Relays.describe(client.getRemoteAddress());
      ConnectionOrigin origin = ConnectionOrigin.of(dialer.server(), peer);
      Scribe scribe = scribes.apply(origin);
      dialer.dial(relays.relay(origin, scribe, transports(scribe), client));
    } catch (IOException | RuntimeException | Error e) {
      Log.warning("a client was turned away", e);
      Relays.refuse(client);
    }
  }

  private Transports transports(Scribe scribe) {
    if (options.termination().isPresent()) {
      return new Termination(
          options.termination().get(), scribe::note, dialer.host(), dialer.port());
    }
    return options.origination().isPresent()
        ? new Origination(options.origination().get(), scribe::note, dialer.host(), dialer.port())
        : Transports.PLAIN;
  }
}
