package dev.postgreswire.recording;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * What was given up and can be used again, such as the arrays of chunks that were cut. A recorder
 * at its memory limit takes as much new memory as it lets go of: without this, all of it has to be
 * cleared, is copied about by the garbage collector until it is old, and then fills the heap.
 *
 * <p>Nothing may be put here that a reader can still see. Safe for use by several threads.
 */
final class Spares<T> {
  private final int memory;
  private final Supplier<T> maker;
  private final Deque<T> spares = new ArrayDeque<>();
  private int most;

  /**
   * Creates an empty one that holds nothing yet.
   *
   * @param memory how many bytes each of them takes
   * @param maker makes one when there is none
   */
  Spares(int memory, Supplier<T> maker) {
    this.memory = memory;
    this.maker = maker;
  }

  /** Holds as much as {@code memory} bytes from now on. */
  synchronized void hold(long memory) {
    most = (int) Math.min(Integer.MAX_VALUE, memory / this.memory);
    while (spares.size() > most) {
      spares.remove();
    }
  }

  /** Returns one with anything in it. */
  T take() {
    T spare;
    synchronized (this) {
      spare = spares.pollLast();
    }
    return spare == null ? maker.get() : spare;
  }

  /** Takes one that nobody reads any more; where there are enough it is let go of. */
  synchronized void give(T spare) {
    if (spares.size() < most) {
      spares.add(spare);
    }
  }

  /** Lets go of all of them. */
  synchronized void clear() {
    spares.clear();
  }
}
