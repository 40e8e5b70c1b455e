package dev.postgreswire.loopback;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A client's connection and the one to the server that belongs to it. The selector's thread works
 * on it when a socket is ready, and any thread by {@link #drain}; one lock lets in one of them at a
 * time.
 */
final class RelayedConnection implements ReadyHandler {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private final ConnectionOrigin origin;
  private final Scribe scribe;
  private final SelectorLoop loop;
  private final Allowance barrier;
  private final Consumer<RelayedConnection> whenOver;
  private final Side client;
  private final ServerSide server;
  private final Pipe frontend;
  private final Pipe backend;
  private final Verdict verdict;
  private boolean over;
  private boolean told;
  private boolean concluded;
  private volatile int clientPort;

  /**
   * Creates a connection without sockets.
   *
   * @param origin who it is
   * @param barrier how far {@link #drain} may read
   * @param transports what the bytes of the two sockets go through
   * @param whenOver is told, once, when both sockets are closed
   */
  RelayedConnection(
      ConnectionOrigin origin,
      Scribe scribe,
      SelectorLoop loop,
      BufferPool pool,
      Allowance barrier,
      Transports transports,
      Consumer<RelayedConnection> whenOver) {
    this.origin = origin;
    this.scribe = scribe;
    this.loop = loop;
    this.barrier = barrier;
    this.whenOver = whenOver;
    this.client = new Side(loop.selector(), this, transports::client);
    this.server = new ServerSide(loop.selector(), this, transports::server);
    this.frontend = new Pipe(Direction.FRONTEND, client, server, scribe, pool);
    this.backend = new Pipe(Direction.BACKEND, server, client, scribe, pool);
    this.verdict = new Verdict(frontend, backend);
  }

  /** Begins with the client's socket. What the client says waits until the server is there. */
  void accept(SocketChannel accepted) {
    lock.lock();
    try {
      // Not of its socket(), which would be made for this alone and live as long.
      clientPort =
          accepted.getRemoteAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
      client.adopt(accepted, true);
      settle();
    } catch (IOException e) {
      finish(Ending.RESET_BY_CLIENT, Verdict.describe(e), true);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the port from which the client has connected. */
  int clientPort() {
    return clientPort;
  }

  /** Records what is said within the TLS session that is passed on. */
  void plaintext(Direction direction, ByteBuffer bytes) {
    scribe.plaintext(direction, bytes);
  }

  /** Connects to the first of these addresses that answers. */
  void dial(List<? extends SocketAddress> addresses) {
    lock.lock();
    try {
      if (!over) {
        server.dial(addresses);
        settle();
      }
    } catch (IOException e) {
      finish(Ending.SERVER_UNREACHABLE, Verdict.describe(e), true);
    } finally {
      lock.unlock();
    }
  }

  /** Goes on with a socket that is connected to the server already, and is ours from now on. */
  void serve(SocketChannel connected) {
    lock.lock();
    try {
      server.adopt(connected);
      if (over) {
        server.close(true);
      } else {
        frontend.flush();
        settle();
      }
    } catch (IOException e) {
      finish(Ending.RESET_BY_SERVER, Verdict.describe(e), true);
    } finally {
      lock.unlock();
    }
  }

  /** There is no server to connect to: the client's connection is reset. */
  void unreachable(Exception cause) {
    lock.lock();
    try {
      finish(Ending.SERVER_UNREACHABLE, Verdict.describe(cause), true);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void ready(SelectionKey key, ByteBuffer scratch) {
    lock.lock();
    try {
      if (!over && key.isValid()) {
        relay(key, key.readyOps(), scratch);
        settle();
        progress.signalAll();
      }
    } catch (RuntimeException | Error e) {
      // Bytes may be lost; then the connection must not go on as if they were not.
      finish(Ending.RECORDER_CLOSED, "relaying failed", true);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Does of its end what has not been done. */
  @Override
  public void abort(SelectionKey key) {
    lock.lock();
    try {
      over = true;
      if (!concluded) {
        conclude(Ending.RECORDER_CLOSED, "relaying failed", true);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes in all that the client has written before this call.
   *
   * @return what could not be taken in in time
   */
  Optional<String> drain(ByteBuffer scratch, Deadline deadline) {
    if (!deadline.lock(lock)) {
      return Optional.of(name() + ": another thread has been at work on it all the time");
    }
    try {
      boolean done = deadline.await(progress, () -> hasTakenInAll(scratch));
      return done ? Optional.empty() : Optional.of(name() + ": " + pending());
    } finally {
      lock.unlock();
    }
  }

  /** What had arrived before it was read for is read; so it is asked first whether all has. */
  private boolean hasTakenInAll(ByteBuffer scratch) {
    boolean arrived = frontend.mayHaveMoreUnderWay() && client.hasAllThatPeerWrote();
    if (takeAsBarrier(scratch) == Pipe.Taken.FULL) {
      return false;
    }
    if (arrived) {
      frontend.confirmAllHasCome();
    }
    return over || !frontend.mayHaveMoreUnderWay();
  }

  /** Ends the connection because its recorder ends; what was written by now is recorded first. */
  void abandon(ByteBuffer scratch) {
    lock.lock();
    try {
      takeAsBarrier(scratch);
      Ending how = verdict.isOpen() ? Ending.RECORDER_CLOSED : verdict.ending();
      finish(how, verdict.detail(), false);
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many bytes are recorded and not yet forwarded. */
  int held() {
    lock.lock();
    try {
      return frontend.held() + backend.held();
    } finally {
      lock.unlock();
    }
  }

  private void relay(SelectionKey key, int operations, ByteBuffer scratch) {
    boolean ofClient = client.owns(key);
    if ((operations & SelectionKey.OP_CONNECT) != 0) {
      dialFurther();
    }
    if ((operations & SelectionKey.OP_WRITE) != 0) {
      (ofClient ? backend : frontend).flush();
    }
    if ((operations & SelectionKey.OP_READ) != 0) {
      take(ofClient ? frontend : backend, scratch, Allowance.RELAYING);
    }
    takeBuffered(frontend, scratch);
    takeBuffered(backend, scratch);
    if (verdict.isBroken()) {
      takeTheRest(scratch);
    }
  }

  private Pipe.Taken takeAsBarrier(ByteBuffer scratch) {
    if (over) {
      return Pipe.Taken.DRY;
    }
    dialFurther();
    Pipe.Taken taken = take(frontend, scratch, barrier);
    take(backend, scratch, Allowance.RELAYING);
    takeBuffered(backend, scratch);
    if (verdict.isBroken()) {
      takeTheRest(scratch);
    }
    settle();
    return over ? Pipe.Taken.DRY : taken;
  }

  /** What has been read from a socket and not been taken, the selector would not tell of. */
  private void takeBuffered(Pipe pipe, ByteBuffer scratch) {
    while (pipe.hasBuffered() && take(pipe, scratch, Allowance.BUFFERED) != Pipe.Taken.FULL) {
      // A part at a time, so that it ends when the buffers are empty, not when the socket is.
      verdict.update();
    }
  }

  /** A side has gone, perhaps with last words that nobody has read yet. */
  private void takeTheRest(ByteBuffer scratch) {
    take(frontend, scratch, barrier);
    take(backend, scratch, barrier);
  }

  private Pipe.Taken take(Pipe pipe, ByteBuffer scratch, Allowance allowance) {
    Pipe.Taken taken = pipe.take(scratch, allowance);
    if (pipe == backend && pipe.isOver() && verdict.isOpen()) {
      // Perhaps the server ended because the client did, and we were told of it first.
      frontend.take(scratch, allowance);
    }
    verdict.update();
    return taken;
  }

  /** Draws the consequences of what was read and written. */
  private void settle() {
    if (over) {
      return;
    }
    if (verdict.isBroken()) {
      finish(verdict.ending(), verdict.detail(), true);
      return;
    }
    frontend.passOnEnd();
    backend.passOnEnd();
    if (frontend.isDone() && backend.isDone()) {
      finish(verdict.ending(), "", false);
      return;
    }
    boolean changed = client.listenFor(frontend.wantsBytes(), backend.held() > 0);
    changed |= server.listenFor(backend.wantsBytes(), frontend.held() > 0);
    if (changed) {
      loop.wakeUp();
    }
  }

  private void finish(Ending how, String detail, boolean reset) {
    if (over) {
      return;
    }
    over = true;
    conclude(how, detail, reset);
  }

  /** Ends what is over. Where there is no memory it may fail halfway; then it is done again. */
  private void conclude(Ending how, String detail, boolean reset) {
    if (!told) {
      scribe.closed(how, detail);
      told = true;
    }
    client.close(reset);
    server.close(reset);
    frontend.drop();
    backend.drop();
    progress.signalAll();
    loop.wakeUp();
    whenOver.accept(this);
    concluded = true;
  }

  private void dialFurther() {
    try {
      server.dialFurther();
      frontend.flush();
    } catch (IOException e) {
      finish(Ending.SERVER_UNREACHABLE, Verdict.describe(e), true);
    }
  }

  /** Returns how to name it to a person. */
  private String name() {
    return "connection " + scribe.id() + " (" + origin.client() + " to " + origin.server() + ")";
  }

  private String pending() {
    if (frontend.held() == 0) {
      return "the client's last bytes are still under way within this machine";
    }
    String reason =
        server.isConnected() ? "the server does not read" : "the server has not been reached yet";
    return reason
        + ", so what the client writes is not taken in any more: "
        + frontend.held()
        + " bytes are recorded and wait to be forwarded";
  }
}
