package dev.postgreswire.agent.route;

import dev.postgreswire.agent.AgentLog;
import dev.postgreswire.agent.AgentOptions;
import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.loopback.BarrierTimeoutException;
import dev.postgreswire.loopback.GuardedLoopback;
import dev.postgreswire.loopback.LoopbackOptions;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.WireSink;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Routes what goes to PostgreSQL. What it cannot route goes on as it is. */
final class Router {
  private static final String DATAGRAMS = "sun.nio.ch.DatagramChannelImpl";
  private static final int FRAMES = 12;
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final AgentContext context;
  private final RoutedSockets sockets;
  private final Targets targets;
  private final AtomicBoolean saidFailure = new AtomicBoolean();
  // Null until there is something to route.
  private GuardedLoopback loopback;
  private SocketExchange exchange;

  Router(AgentContext context, RoutedSockets sockets, Targets targets) {
    this.context = context;
    this.sockets = sockets;
    this.targets = targets;
  }

  /** The application's socket is connected, and the application does not know yet. */
  void connected(Object socket, PendingConnect connect) {
    OpenedSocket opened = direct(connect);
    if (isToBeRouted(connect.remote())) {
      try {
        opened = route(JdkSockets.get().descriptorOf(socket), connect);
      } catch (IOException | RuntimeException | Error e) {
        failed(e);
      }
    }
    sockets.opened(socket, opened);
  }

  /** Says once that something went wrong; connections go on unrouted. */
  void failed(Throwable cause) {
    if (saidFailure.compareAndSet(false, true)) {
      AgentLog.say("a connection is recorded in place, for it cannot be routed: " + cause);
    }
  }

  /**
   * Takes in all that the application has written before.
   *
   * @return what could not be taken in in time
   */
  Optional<String> drain(Duration timeout) {
    GuardedLoopback current;
    synchronized (this) {
      current = loopback;
    }
    try {
      if (current != null) {
        current.drain(timeout);
      }
      return Optional.empty();
    } catch (BarrierTimeoutException e) {
      return Optional.of(e.getMessage());
    }
  }

  private boolean isToBeRouted(InetSocketAddress remote) {
    return context.options().route() == AgentOptions.Route.LOOPBACK
        && !context.recorders().isEmpty()
        && targets.contains(remote.getAddress(), remote.getPort())
        && !isDatagram();
  }

  private OpenedSocket route(FileDescriptor fd, PendingConnect connect) throws IOException {
    SocketExchange.Exchanged exchanged = exchange().exchange(fd, connect);
    InetSocketAddress local = exchanged.local();
    ConnectionOrigin origin =
        new ConnectionOrigin(
            connect.server(),
            Targets.describe(local.getAddress(), local.getPort()),
            connect.caller(),
            "",
            false);
    WireSink.Connection recorded = record(origin, connect);
    exchanged.client().relay(exchanged.server(), origin, recorded);
    return new OpenedSocket(
        connect.server(),
        connect.remote(),
        local,
        connect.caller(),
        connect.time(),
        Optional.ofNullable(recorded),
        true);
  }

  private WireSink.Connection record(ConnectionOrigin origin, PendingConnect connect) {
    try {
      return context.sink().opened(origin, connect.time());
    } catch (RuntimeException | Error e) {
      AgentLog.say("a connection to " + origin.server() + " is not recorded: " + e);
      return null;
    }
  }

  private synchronized SocketExchange exchange() throws IOException {
    if (loopback == null) {
      JdkSockets jdk = JdkSockets.get();
      loopback = GuardedLoopback.open(LoopbackOptions.defaults());
      exchange = new SocketExchange(jdk, loopback, sockets);
      drainAtExit();
    }
    return exchange;
  }

  /**
   * What an application writes as the last thing reaches its server, which the system sees to where
   * no relay is in between.
   */
  private void drainAtExit() {
    try {
      Thread hook = new Thread(null, () -> drain(LAST_WORDS), "postgres-wire-drain", 0, false);
      hook.setContextClassLoader(null);
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It has begun to exit.
      return;
    }
  }

  private static OpenedSocket direct(PendingConnect connect) {
    return new OpenedSocket(
        connect.server(),
        connect.remote(),
        null,
        connect.caller(),
        connect.time(),
        Optional.empty(),
        false);
  }

  /** Datagrams come by the same way. */
  private static boolean isDatagram() {
    return StackWalker.getInstance()
        .walk(frames -> frames.limit(FRAMES).anyMatch(f -> f.getClassName().equals(DATAGRAMS)));
  }
}
