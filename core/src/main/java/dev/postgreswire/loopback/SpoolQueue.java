package dev.postgreswire.loopback;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits to be told, bounded by the memory that it takes. */
final class SpoolQueue {
  /** What an entry takes besides its bytes, about. */
  private static final int OVERHEAD = 96;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition smaller = lock.newCondition();
  private final Condition larger = lock.newCondition();
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final long capacity;
  private long held;
  private boolean ended;

  SpoolQueue(long capacity) {
    this.capacity = capacity;
  }

  /**
   * Adds an entry, once there is room for it; a large one has all the room for itself. After the
   * end it is dropped.
   */
  void put(int size, Runnable action) {
    Entry entry = new Entry(size + OVERHEAD, action);
    lock.lock();
    try {
      while (!ended && held > 0 && held + entry.size > capacity) {
        smaller.awaitUninterruptibly();
      }
      if (!ended) {
        held += entry.size;
        entries.add(entry);
        larger.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for an entry, and does not remove it: it counts until {@link #done}.
   *
   * @param nanos how long to wait
   * @return null when there is none by then, or ever
   */
  Runnable take(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (entries.isEmpty() && !ended && left > 0) {
        left = larger.awaitNanos(left);
      }
      return entries.isEmpty() ? null : entries.peek().action;
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; if somebody does, the entries count for more.
      return entries.isEmpty() ? null : entries.peek().action;
    } finally {
      lock.unlock();
    }
  }

  /** Removes the first entry. */
  void done() {
    lock.lock();
    try {
      held -= entries.remove().size;
      smaller.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more entries; those that are there stay. */
  void end() {
    lock.lock();
    try {
      ended = true;
      smaller.signalAll();
      larger.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether nothing is left and nothing will come. */
  boolean isOver() {
    lock.lock();
    try {
      return ended && entries.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  long held() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  private record Entry(int size, Runnable action) {}
}
