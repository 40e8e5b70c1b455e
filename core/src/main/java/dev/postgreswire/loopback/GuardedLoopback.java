package dev.postgreswire.loopback;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A recording relay for sockets of this JVM that are connected to their servers already. It serves
 * only those of whom it was told; any other client that finds its port is reset, unheard.
 *
 * <p>Safe for use by several threads.
 */
public final class GuardedLoopback implements AutoCloseable {
  private final Map<Integer, ExpectedClient> expected = new ConcurrentHashMap<>();
  private final AtomicLong refused = new AtomicLong();
  private final Relays relays;

  private GuardedLoopback(LoopbackOptions options) throws IOException {
    this.relays = new Relays(options, this::accepted);
    relays.start();
  }

  /**
   * Starts to listen.
   *
   * @throws IOException when the address cannot be listened on
   */
  public static GuardedLoopback open(LoopbackOptions options) throws IOException {
    return new GuardedLoopback(options);
  }

  /** Returns the address that expected clients connect to. */
  public InetSocketAddress address() {
    return relays.address();
  }

  /**
   * A client is about to connect.
   *
   * @param port the port that it is bound to on the loopback address
   */
  public ExpectedClient expect(int port) {
    ExpectedClient client = new ExpectedClient(relays, () -> expected.remove(port));
    expected.put(port, client);
    return client;
  }

  /** Returns how many clients that nobody expected were turned away. */
  public long refused() {
    return refused.get();
  }

  /**
   * The barrier, as {@link Loopback#drain}.
   *
   * @throws BarrierTimeoutException when something had to be left behind, and says what
   */
  public void drain(Duration timeout) {
    relays.drain(timeout);
  }

  /** Ends all connections, having recorded what clients had written before. */
  @Override
  public void close() {
    relays.close();
  }

  private void accepted(SocketChannel client) {
    try {
      InetSocketAddress peer = (InetSocketAddress) client.getRemoteAddress();
      ExpectedClient known =
          peer.getAddress().isLoopbackAddress() ? expected.remove(peer.getPort()) : null;
      if (known != null) {
        known.accepted(client);
        return;
      }
      if (refused.getAndIncrement() == 0) {
        String text = "a client was refused: " + Relays.describe(peer);
        Log.warning(text + " is not a socket of this JVM");
      }
      Relays.refuse(client);
    } catch (IOException | RuntimeException | Error e) {
      Log.warning("a client was turned away", e);
      Relays.refuse(client);
    }
  }
}
