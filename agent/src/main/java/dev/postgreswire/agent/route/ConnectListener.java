package dev.postgreswire.agent.route;

import dev.postgreswire.agent.boot.ConnectHooks;
import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.recording.Caller;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.time.Instant;

/**
 * Knows what the application connects, and hands over to the {@link Router} what is connected. Runs
 * in the application's threads, within their calls.
 */
final class ConnectListener extends ConnectHooks.Listener {
  /** What {@code java.net.Socket} gives for a family; those nobody waits for by a selector. */
  private static final String NO_FAMILY = "UNSPEC";

  private final ThreadLocal<Boolean> ours = new ThreadLocal<>();
  private final AgentContext context;
  private final RoutedSockets sockets;
  private final Router router;

  ConnectListener(AgentContext context, RoutedSockets sockets, Router router) {
    this.context = context;
    this.sockets = sockets;
    this.router = router;
  }

  /**
   * Has the hooks call it. Not for {@link RouteFeature} to do: to verify that, the JVM would load
   * the hooks' class before it is where it belongs.
   */
  void listen() {
    ConnectHooks.listener(this);
  }

  @Override
  protected void connecting(
      FileDescriptor fd, ProtocolFamily family, InetAddress address, int port, int result) {
    boolean watched = !NO_FAMILY.equals(family.name());
    InetSocketAddress remote = new InetSocketAddress(address, port);
    guarded(() -> begin(fd, remote, watched, result > 0));
  }

  @Override
  protected void connecting(Object socket, SocketAddress address, boolean done) {
    if (address instanceof InetSocketAddress inet && !inet.isUnresolved()) {
      guarded(() -> begin(socket, inet, true, done));
    }
  }

  @Override
  protected void connected(Object socket) {
    if (sockets.connecting(socket) != null) {
      guarded(() -> finish(socket));
    }
  }

  @Override
  protected InetSocketAddress localAddress(Object socket, InetSocketAddress real) {
    OpenedSocket known = sockets.opened(socket);
    return known != null && known.isRouted() ? known.local() : real;
  }

  @Override
  protected InetSocketAddress remoteAddress(Object socket, InetSocketAddress real) {
    if (real != null) {
      connected(socket);
    }
    OpenedSocket known = sockets.opened(socket);
    return known != null && known.isRouted() ? known.remote() : real;
  }

  private void begin(Object socket, InetSocketAddress remote, boolean watched, boolean done)
      throws IOException {
    Caller caller = context.callers().current();
    String server = Targets.describe(remote.getAddress(), remote.getPort());
    sockets.connecting(socket, new PendingConnect(server, remote, watched, caller, Instant.now()));
    if (done) {
      finish(socket);
    }
  }

  private void finish(Object socket) throws IOException {
    PendingConnect connect = sockets.connecting(socket);
    if (connect != null) {
      router.connected(socket, connect);
    }
  }

  /** What a hook does. */
  private interface Action {
    void run() throws IOException;
  }

  /** The relay's own sockets are connected within this, too; they are none of its business. */
  private void guarded(Action action) {
    if (ours.get() != null) {
      return;
    }
    ours.set(true);
    // What is done here may not mind an interrupt that is meant for the application.
    boolean interrupted = Thread.interrupted();
    try {
      action.run();
    } catch (Throwable e) {
      router.failed(e);
    } finally {
      ours.remove();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
