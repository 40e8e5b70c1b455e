package dev.postgreswire.loopback;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The loops of one listener, which share its connections: one at first, and as connections come
 * that would have to share, one more, up to as many as there are cores to run them.
 *
 * <p>Each connection stays with one loop. They end together, whichever ended first.
 */
final class SelectorLoops {
  /** One relays some ten thousands of messages a second; the cores are there for others, too. */
  private static final int MOST = 4;

  private final int most;
  private final List<SelectorLoop> loops = new ArrayList<>();
  private String name;
  private Runnable atEnd;
  private int running;
  private boolean ending;

  /** Opens the first. */
  SelectorLoops() throws IOException {
    this(Math.min(MOST, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Opens the first.
   *
   * @param most how many there may be
   */
  SelectorLoops(int most) throws IOException {
    this.most = most;
    loops.add(new SelectorLoop());
  }

  /** Returns the one that is always there. */
  synchronized SelectorLoop first() {
    return loops.get(0);
  }

  /**
   * Starts.
   *
   * @param threadName the first one's
   * @param whenRetrying is called for each {@link SelectorLoop#retryLater} of the first
   * @param whenAllEnded is called once, when all are over, by the last one's thread
   */
  synchronized void start(String threadName, Runnable whenRetrying, Runnable whenAllEnded) {
    name = threadName;
    atEnd = whenAllEnded;
    running++;
    first().start(name, whenRetrying, this::ended);
  }

  /** Returns the one with the fewest connections, for a new one. */
  synchronized SelectorLoop next() {
    SelectorLoop idlest =
        loops.stream().min(Comparator.comparingInt(SelectorLoop::connections)).orElseThrow();
    boolean isFree = idlest.connections() == 0;
    return isFree || ending || running == 0 || loops.size() >= most ? idlest : another(idlest);
  }

  private SelectorLoop another(SelectorLoop otherwise) {
    try {
      SelectorLoop loop = new SelectorLoop();
      startAnother(loop);
      return loop;
    } catch (IOException | OutOfMemoryError e) {
      // No descriptor or no thread is left for it; then those that are there share.
      Log.warning("the loopback goes on with fewer threads", e);
      return otherwise;
    }
  }

  private void startAnother(SelectorLoop loop) {
    try {
      loop.start(name + "-" + (loops.size() + 1), () -> {}, this::ended);
      running++;
      loops.add(loop);
    } catch (OutOfMemoryError e) {
      loop.close();
      throw e;
    }
  }

  /** Stops all, and returns when they have ended. */
  void stop() {
    for (SelectorLoop loop : end()) {
      loop.join();
    }
  }

  private synchronized List<SelectorLoop> end() {
    ending = true;
    loops.forEach(SelectorLoop::end);
    return List.copyOf(loops);
  }

  /** In the thread of a loop, as the last that it does. */
  private void ended() {
    List<SelectorLoop> all = end();
    if (isLast()) {
      try {
        atEnd.run();
      } finally {
        all.forEach(SelectorLoop::close);
      }
    }
  }

  private synchronized boolean isLast() {
    running--;
    return running == 0;
  }

  /** Gives back what was opened, where nothing was started. */
  synchronized void close() {
    loops.forEach(SelectorLoop::close);
  }
}
