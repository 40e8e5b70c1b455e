package dev.postgreswire.loopback;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.WireSink;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * A client of which a {@link GuardedLoopback} was told, until it is relayed. It may be accepted
 * before or after that is known to whom.
 */
public final class ExpectedClient {
  private final Relays relays;
  private final Runnable forget;
  private SocketChannel client;
  // Null until the server's socket is there.
  private Server server;
  private boolean given;

  private record Server(SocketChannel socket, ConnectionOrigin origin, Scribe scribe) {}

  ExpectedClient(Relays relays, Runnable forget) {
    this.relays = relays;
    this.forget = forget;
  }

  /**
   * Relays this client from now on.
   *
   * @param socket is connected to the server, and is the loopback's from now on
   * @param origin who it is
   * @param connection what its bytes are recorded by; null when they are not
   */
  public synchronized void relay(
      SocketChannel socket, ConnectionOrigin origin, WireSink.Connection connection) {
    Scribe scribe = connection == null ? Scribe.unrecorded() : new Scribe(connection);
    server = new Server(socket, origin, scribe);
    relayWhenBothAreThere();
  }

  /**
   * Makes sure that the client, which has connected, is accepted. Else it might wait for ever, as
   * where no file descriptor is left.
   *
   * @throws IOException when it is not
   */
  public void requireAccepted() throws IOException {
    relays.accept();
    if (!isAccepted()) {
      throw new IOException("the loopback cannot accept it");
    }
  }

  private synchronized boolean isAccepted() {
    return client != null;
  }

  /** Nothing came of it: the client is not served. */
  public synchronized void giveUp() {
    forget.run();
    given = true;
    if (client != null) {
      Relays.refuse(client);
    }
  }

  /** The client has come. */
  synchronized void accepted(SocketChannel socket) {
    client = socket;
    if (given) {
      Relays.refuse(client);
    } else {
      relayWhenBothAreThere();
    }
  }

  private void relayWhenBothAreThere() {
    if (client != null && server != null) {
      relays
          .relay(server.origin(), server.scribe(), Transports.PLAIN, client)
          .serve(server.socket());
    }
  }
}
