package dev.postgreswire.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/** The thread that waits for sockets to be ready, and does what they are ready for. */
final class SelectorLoop {
  private static final System.Logger LOGGER = System.getLogger(SelectorLoop.class.getName());

  private final Selector selector;
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(BufferPool.BUFFER_SIZE);
  private Thread thread;
  private volatile boolean stopping;
  private volatile boolean retrying;

  SelectorLoop() throws IOException {
    this.selector = Selector.open();
  }

  /**
   * Starts the thread.
   *
   * @param eachRound is called after each selection
   * @param atEnd is called once, when the loop is over
   */
  void start(String name, Runnable eachRound, Runnable atEnd) {
    thread = new Thread(() -> run(eachRound, atEnd), name);
    thread.setDaemon(true);
    thread.start();
  }

  Selector selector() {
    return selector;
  }

  /** Makes the selector take notice of what another thread changed. */
  void wakeUp() {
    if (Thread.currentThread() != thread) {
      selector.wakeup();
    }
  }

  /** Sees to it that the next round comes soon, though nothing may be ready. */
  void retrySoon() {
    retrying = true;
    wakeUp();
  }

  /** Stops the thread, and returns when it has ended. */
  void stop() {
    stopping = true;
    selector.wakeup();
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

  private void run(Runnable eachRound, Runnable atEnd) {
    Consumer<SelectionKey> ready = this::ready;
    try {
      while (!stopping) {
        // Milliseconds; 0 waits until something is ready.
        long timeout = retrying ? 100 : 0;
        retrying = false;
        selector.select(ready, timeout);
        eachRound.run();
      }
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.ERROR, "the loopback cannot go on", e);
    } finally {
      atEnd.run();
      close();
    }
  }

  private void ready(SelectionKey key) {
    ReadyHandler handler = (ReadyHandler) key.attachment();
    try {
      handler.ready(key, scratch);
    } catch (RuntimeException | Error e) {
      // Not one connection's misfortune may end the others.
      LOGGER.log(System.Logger.Level.ERROR, "the loopback failed on a connection", e);
      key.cancel();
    }
  }

  private void close() {
    try {
      selector.close();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "closing the selector", e);
    }
  }
}
