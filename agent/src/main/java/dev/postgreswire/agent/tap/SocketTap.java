package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.AgentLog;
import dev.postgreswire.agent.boot.SocketHooks;
import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.agent.route.OpenedSocket;
import dev.postgreswire.agent.route.RoutedSockets;
import dev.postgreswire.agent.route.Targets;
import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.MissedConnection;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sees what all of the JVM's sockets read and write, and finds those that lead to PostgreSQL. For
 * the others it is a look into a table.
 */
final class SocketTap extends SocketHooks.Handler {
  private static final TappedSocket PASSED = new TappedSocket(null, null, Stage.NONE_OF_OURS);

  private final AgentContext context;
  private final RoutedSockets routed;
  private final Targets targets;
  private final EarlierSockets earlier;
  private final Map<Object, TappedSocket> sockets = new ConcurrentHashMap<>();
  private final Map<Object, Object> paths = new ConcurrentHashMap<>();
  private final AtomicLong failures = new AtomicLong();

  SocketTap(AgentContext context, RoutedSockets routed, Targets targets, EarlierSockets earlier) {
    this.context = context;
    this.routed = routed;
    this.targets = targets;
    this.earlier = earlier;
  }

  /**
   * Has the hooks call it. Not for {@link TapFeature} to do: to verify that, the JVM would load the
   * hooks' class before it is where it belongs.
   */
  void listen() {
    SocketHooks.handler(this);
  }

  @Override
  public void connecting(Object socket, Object to) {
    paths.remove(socket);
    if (to != null && !(to instanceof InetSocketAddress)) {
      paths.put(socket, to);
    }
    sockets.put(socket, new TappedSocket(this, socket, new OpeningStage(this, socket)));
  }

  @Override
  public Object writing(Object socket, int form, Object buffers, long at, int length) {
    TappedSocket known = known(socket);
    if (known == PASSED) {
      return null;
    }
    known.writing(form, buffers, at, length);
    return known;
  }

  @Override
  public void written(Object write, long count, Throwable failure) {
    ((TappedSocket) write).written(count, failure);
  }

  @Override
  public void read(
      Object socket, int form, Object buffers, long at, int length, long count, Throwable failure) {
    TappedSocket known = known(socket);
    if (known != PASSED) {
      known.read(form, buffers, at, length, count, failure);
    }
  }

  @Override
  public void unseen(Object socket, long count) {
    TappedSocket known = known(socket);
    if (known != PASSED && count > 0) {
      known.unseen(count);
    }
  }

  @Override
  public void message(Object channel, Object message, boolean sent) {
    TappedSocket known = sockets.get(channel);
    if (known == null && sent) {
      known = meetChannel(channel);
    }
    if (known == null || known == PASSED) {
      return; // another transport's channel, whose sockets are seen
    }
    try {
      ByteBuffer bytes = NettyBuffers.content(message);
      if (bytes != null) {
        known.whole(bytes, sent);
      } else if (sent) {
        known.unseen(-1);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      known.giveUp(e);
    }
  }

  private TappedSocket meetChannel(Object channel) {
    if (!SystemSocket.isAccepted(channel) && !earlier.mayHave(SystemSocket.number(channel))) {
      connecting(channel, null);
    }
    return known(channel);
  }

  @Override
  public void closing(Object socket) {
    TappedSocket known = sockets.remove(socket);
    int number = SystemSocket.number(socket);
    routed.closed(socket);
    earlier.closed(number);
    if (known != null && known != PASSED) {
      known.closing();
      paths.remove(socket);
    }
  }

  private TappedSocket known(Object socket) {
    TappedSocket known = sockets.get(socket);
    return known == null ? meet(socket) : known;
  }

  /** Nobody has seen this one connect: it was open before, or is not a client's. */
  private TappedSocket meet(Object socket) {
    int number = SystemSocket.number(socket);
    TappedSocket met = PASSED;
    if (!routed.isOurs(socket) && earlier.mayHave(number)) {
      met = new TappedSocket(this, socket, new EarlierStage(this, socket));
    }
    TappedSocket before = sockets.putIfAbsent(socket, met);
    return before == null ? met : before;
  }

  /** Returns what else is known of a socket that begins to speak; null when nothing is. */
  Stage stageOfOthers(Object socket) {
    if (routed.isOurs(socket)) {
      return Stage.NONE_OF_OURS;
    }
    OpenedSocket opened = opened(socket);
    return opened == null
        ? null
        : opened.recorded().map(to -> new RoutedStage(to, context.callers())).orElse(null);
  }

  /** A socket turns out to lead to PostgreSQL. */
  Stage open(Object socket, boolean partial) {
    InetSocketAddress remote = SystemSocket.remote(socket);
    if (remote != null) {
      targets.learn(remote.getAddress(), remote.getPort());
    }
    ConnectionOrigin origin = origin(socket, remote, partial);
    return new RecordedStage(context.sink().opened(origin, Instant.now()), context.callers());
  }

  private ConnectionOrigin origin(Object socket, InetSocketAddress remote, boolean partial) {
    OpenedSocket opened = opened(socket);
    Caller caller = opened == null ? caller(partial) : opened.caller();
    String server = opened == null ? server(socket, remote) : opened.server();
    return new ConnectionOrigin(server, text(SystemSocket.local(socket)), caller, "", partial);
  }

  /** Who speaks first on a new connection has opened it; that of an old one nobody knows. */
  private Caller caller(boolean partial) {
    return partial ? Caller.UNKNOWN : context.callers().current();
  }

  private OpenedSocket opened(Object socket) {
    return routed.opened(socket);
  }

  /** A socket that leads to a server that is known cannot be recorded. */
  void missed(Object socket, String reason) {
    InetSocketAddress remote = SystemSocket.remote(socket);
    if (remote != null && targets.contains(remote.getAddress(), remote.getPort())) {
      context
          .sink()
          .missed(new MissedConnection(text(remote), Caller.UNKNOWN, reason, Instant.now()));
    }
  }

  private String server(Object socket, InetSocketAddress address) {
    Object path = paths.get(socket);
    return path == null ? text(address) : path.toString();
  }

  private static String text(InetSocketAddress address) {
    return address == null ? "" : Targets.describe(address.getAddress(), address.getPort());
  }

  /** A socket is not to be looked at any more. */
  void pass(Object socket) {
    sockets.replace(socket, PASSED);
  }

  /** Something went wrong: that is said once. */
  void failed(Throwable cause) {
    if (failures.getAndIncrement() == 0) {
      Throwable reason = cause.getCause() == null ? cause : cause.getCause();
      AgentLog.say("a connection could not be recorded in place: " + reason);
    }
  }

  /** Returns how many sockets are known, for tests. */
  int size() {
    return sockets.size();
  }
}
