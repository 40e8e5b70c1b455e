package dev.postgreswire.recording;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Arrays of chunks that were cut, for the chunks that follow. A recorder at its memory limit takes
 * as much new memory as it lets go of: without this, all of it has to be cleared, is copied about
 * by the garbage collector until it is old, and then fills the heap.
 *
 * <p>Nothing may be put here that a reader can still see. Safe for use by several threads.
 */
final class ChunkPool {
  private final int size;
  private final Deque<byte[]> arrays = new ArrayDeque<>();
  private int most;

  /** Creates an empty one for arrays of {@code size} bytes. */
  ChunkPool(int size) {
    this.size = size;
  }

  /** Holds as much as {@code memory} bytes from now on. */
  synchronized void hold(long memory) {
    most = (int) Math.min(Integer.MAX_VALUE, memory / size);
    while (arrays.size() > most) {
      arrays.remove();
    }
  }

  /** Returns an array with anything in it. */
  synchronized byte[] take() {
    byte[] array = arrays.pollLast();
    return array == null ? new byte[size] : array;
  }

  /** Takes an array that nobody reads any more; one of another size is let go of. */
  synchronized void give(byte[] array) {
    if (array.length == size && arrays.size() < most) {
      arrays.add(array);
    }
  }

  /** Lets go of all of them. */
  synchronized void clear() {
    arrays.clear();
  }
}
