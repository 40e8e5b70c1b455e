package dev.postgreswire.loopback;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The listening socket. Like a connection, it is worked on by the selector's thread or a barrier's.
 */
final class Acceptor implements ReadyHandler {
  /** How many clients may wait to be accepted; the system may allow fewer. */
  private static final int QUEUE = 4096;

  private final ReentrantLock lock = new ReentrantLock();
  private final SelectorLoop loop;
  private final Consumer<SocketChannel> whenAccepted;
  private final ServerSocketChannel listener;
  private final InetSocketAddress address;
  private SelectionKey key;
  private boolean paused;

  /** Listens on {@code listen}; {@code whenAccepted} is called with each client's socket. */
  Acceptor(InetSocketAddress listen, SelectorLoop loop, Consumer<SocketChannel> whenAccepted)
      throws IOException {
    this.loop = loop;
    this.whenAccepted = whenAccepted;
    this.listener = ServerSocketChannel.open();
    try {
      listener.bind(listen, QUEUE);
      listener.configureBlocking(false);
      this.address = (InetSocketAddress) listener.getLocalAddress();
    } catch (IOException | RuntimeException e) {
      listener.close();
      throw e;
    }
  }

  /** Begins to accept. */
  void start() throws IOException {
    key = listener.register(loop.selector(), SelectionKey.OP_ACCEPT, this);
  }

  /** Returns where it listens. */
  InetSocketAddress address() {
    return address;
  }

  @Override
  public void ready(SelectionKey readyKey, ByteBuffer scratch) {
    lock.lock();
    try {
      acceptAll();
    } finally {
      lock.unlock();
    }
  }

  /** It does not give up: clients may be accepted later. */
  @Override
  public void abort(SelectionKey readyKey) {
    lock.lock();
    try {
      paused = true;
      readyKey.interestOps(0);
      loop.retryLater();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Accepts every client that has connected before this call.
   *
   * @return why that was not possible
   */
  Optional<String> drain(Deadline deadline) {
    if (!deadline.lock(lock)) {
      return Optional.of("the listener: another thread has been at work on it all the time");
    }
    try {
      return acceptAll();
    } finally {
      lock.unlock();
    }
  }

  /** Tries again where accepting failed a while ago. */
  void resume() {
    lock.lock();
    try {
      if (paused && key.isValid()) {
        paused = false;
        key.interestOps(SelectionKey.OP_ACCEPT);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops listening. */
  void close() {
    lock.lock();
    try {
      listener.close();
    } catch (IOException e) {
      Log.warning("the listener could not be closed", e);
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> acceptAll() {
    try {
      SocketChannel accepted = listener.accept();
      while (accepted != null) {
        whenAccepted.accept(accepted);
        accepted = listener.accept();
      }
      return Optional.empty();
    } catch (ClosedChannelException e) {
      return Optional.empty();
    } catch (IOException | RuntimeException | Error e) {
      // Such as no file descriptor being left. The selector would report the client again at once.
      pause(e);
      return Optional.of("the listener: clients could not be accepted: " + e.getMessage());
    }
  }

  private void pause(Throwable cause) {
    boolean first = !paused;
    paused = true;
    key.interestOps(0);
    loop.retryLater();
    if (first) {
      Log.warning("clients cannot be accepted for now", cause);
    }
  }
}
