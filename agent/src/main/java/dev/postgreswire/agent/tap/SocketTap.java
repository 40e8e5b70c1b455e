package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.AgentLog;
import dev.postgreswire.agent.boot.SocketHooks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sees what all of the JVM's sockets read and write, and finds those that lead to PostgreSQL. For
 * the others it is a look into a table.
 */
final class SocketTap extends SocketHooks.Handler {
  private static final TappedSocket PASSED = new TappedSocket(null, null, Stage.NONE_OF_OURS);

  private final Origins origins;
  private final EarlierSockets earlier;
  private final Map<Object, TappedSocket> sockets = new ConcurrentHashMap<>();
  private final AtomicLong failures = new AtomicLong();
  private volatile SelfTest test;

  SocketTap(Origins origins, EarlierSockets earlier) {
    this.origins = origins;
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
    SelfTest running = test;
    boolean ours = running != null && running.isAtWork();
    Stage first = ours ? running : new OpeningStage(origins, socket, SystemSocket.path(to));
    sockets.put(socket, new TappedSocket(this, socket, first));
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

  /** The table is asked once more; a socket that was closed meanwhile is not in it any more. */
  @Override
  public void returned(Object socket, long count, Throwable failure) {
    TappedSocket known = sockets.get(socket);
    if (known != null && known != PASSED) {
      known.written(count, failure);
    }
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
    TappedSocket known = sockets.get(socket);
    if (known != null && known != PASSED && count > 0) {
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
    if (!SystemSocket.isAccepted(channel) && !earlier.mayHave(channel)) {
      connecting(channel, SystemSocket.peer(channel));
    }
    return known(channel);
  }

  @Override
  public void closing(Object socket) {
    TappedSocket known = sockets.remove(socket);
    earlier.closed(socket);
    if (known != null && known != PASSED) {
      known.closing();
    }
    origins.closed(socket);
  }

  private TappedSocket known(Object socket) {
    TappedSocket known = sockets.get(socket);
    return known == null ? meet(socket) : known;
  }

  /** Nobody has seen this one connect: it was open before, or is not a client's. */
  private TappedSocket meet(Object socket) {
    TappedSocket met = PASSED;
    SelfTest running = test;
    if (running != null && running.isAtWork()) {
      met = new TappedSocket(this, socket, running);
    } else if (!origins.isOurs(socket) && earlier.mayHave(socket)) {
      met = new TappedSocket(this, socket, new EarlierStage(origins, socket));
    }
    TappedSocket before = sockets.putIfAbsent(socket, met);
    return before == null ? met : before;
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

  /** Tries whether reads and writes are seen; returns what does not work. */
  Optional<String> test() throws IOException {
    SelfTest running = new SelfTest();
    test = running;
    try {
      return running.run();
    } finally {
      test = null;
    }
  }
}
