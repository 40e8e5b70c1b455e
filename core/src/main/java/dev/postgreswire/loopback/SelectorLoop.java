package dev.postgreswire.loopback;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The thread that waits for sockets to be ready, and does what they are ready for. */
final class SelectorLoop {
  private static final long RETRY_MILLIS = 100;
  private static final long PAUSE = MILLISECONDS.toNanos(10);

  private final Selector selector;
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(BufferPool.BUFFER_SIZE);
  private Thread thread;
  private volatile boolean stopping;
  private volatile boolean retrying;
  private final AtomicInteger connections = new AtomicInteger();

  SelectorLoop() throws IOException {
    this.selector = Selector.open();
  }

  /**
   * Starts the thread.
   *
   * @param whenRetrying is called for each {@link #retryLater}
   * @param atEnd is called once, when the loop is over; what is registered is so still
   */
  void start(String name, Runnable whenRetrying, Runnable atEnd) {
    // Nothing of the thread that happens to start it is to be kept by it: that may be any thread of
    // an application.
    thread = new Thread(null, () -> run(whenRetrying, atEnd), name, 0, false);
    thread.setContextClassLoader(null);
    thread.setDaemon(true);
    thread.start();
  }

  Selector selector() {
    return selector;
  }

  /** Returns how many connections it works on. */
  int connections() {
    return connections.get();
  }

  /** It has one connection more to work on. */
  void joined() {
    connections.incrementAndGet();
  }

  /** It has one connection less to work on. */
  void left() {
    connections.decrementAndGet();
  }

  /** Makes the selector take notice of what another thread changed. */
  void wakeUp() {
    if (Thread.currentThread() != thread) {
      selector.wakeup();
    }
  }

  /** Asks for a call 100 ms from now, or when there is something else to do by then. */
  void retryLater() {
    retrying = true;
    wakeUp();
  }

  /** Lets the thread end, which it does soon. */
  void end() {
    stopping = true;
    wakeUp();
  }

  /** Returns when the thread has ended. */
  void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Runnable whenRetrying, Runnable atEnd) {
    Consumer<SelectionKey> ready = this::ready;
    try {
      while (!stopping) {
        select(ready, whenRetrying);
      }
    } catch (IOException e) {
      Log.warning("the loopback cannot go on", e);
    } finally {
      atEnd.run();
    }
  }

  private void select(Consumer<SelectionKey> ready, Runnable whenRetrying) throws IOException {
    boolean retry = retrying;
    retrying = false;
    try {
      selector.select(ready, retry ? RETRY_MILLIS : 0);
    } catch (OutOfMemoryError e) {
      // The selector needs a little, too. Whatever is ready is so the next time as well.
      Log.warning("the loopback waits for memory", e);
    }
    // Not when that was asked for again meanwhile: then the next round is to wait.
    if (retry && !retrying) {
      whenRetrying.run();
    }
  }

  private void ready(SelectionKey key) {
    ReadyHandler handler = (ReadyHandler) key.attachment();
    try {
      handler.ready(key, scratch);
    } catch (RuntimeException | Error e) {
      // Not one connection's misfortune may end the others.
      Log.warning("the loopback failed on a connection", e);
      abort(handler, key);
    }
  }

  /** Nobody is to wait for a connection on which nothing happens any more. */
  private void abort(ReadyHandler handler, SelectionKey key) {
    while (!stopping) {
      try {
        handler.abort(key);
        return;
      } catch (OutOfMemoryError e) {
        LockSupport.parkNanos(PAUSE); // without memory nothing else could go on either
      } catch (RuntimeException e) {
        Log.warning("a connection could not be given up", e);
        key.cancel();
        return;
      }
    }
  }

  /** Closes the selector, when the thread is over. */
  void close() {
    try {
      selector.close();
    } catch (IOException e) {
      Log.warning("the selector could not be closed", e);
    }
  }
}
