package dev.postgreswire.loopback;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What waits to be told, bounded by the memory that it takes.
 *
 * <p>It is patient, or it is not: then all that find it full wait for a bounded time in all, and
 * from then on it leaves out what comes, until it is half empty.
 */
final class SpoolQueue {
  /** What an entry takes besides its bytes, about. */
  private static final int OVERHEAD = 128;

  private static final long FOREVER = -1;

  /**
   * For how long the thread that takes lets entries gather once there is the first. To wake it for
   * each would cost whoever tells more than the telling, and on a core that both share its place.
   */
  private static final long GATHERING = MILLISECONDS.toNanos(20);

  /** How much gathers at most. */
  private static final long ENOUGH = 1 << 18;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition smaller = lock.newCondition();
  private final Condition larger = lock.newCondition();
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final long capacity;
  private final long patience;
  private final Runnable whenRoom;
  private long held;
  private volatile boolean ended;
  private boolean stalled;
  private boolean gathering;
  private long deadline;
  private volatile boolean leavingOut;

  /** Creates a patient one. */
  SpoolQueue(long capacity) {
    this(capacity, FOREVER, () -> {});
  }

  /**
   * Creates one that leaves out.
   *
   * @param patience for how long those who find it full wait, in nanoseconds
   * @param whenRoom called under the lock when nothing is left out any more
   */
  SpoolQueue(long capacity, long patience, Runnable whenRoom) {
    this.capacity = capacity;
    this.patience = patience;
    this.whenRoom = whenRoom;
  }

  /**
   * Adds an entry, once there is room for it; a large one has all the room for itself. After the
   * end it is dropped.
   */
  void put(int size, Runnable action) {
    put(size, action, () -> {});
  }

  /**
   * Adds an entry, or leaves it out.
   *
   * @param otherwise called under the lock when it is left out
   * @return whether it was not left out
   */
  boolean put(int size, Runnable action, Runnable otherwise) {
    Entry entry = new Entry(size + OVERHEAD, action);
    lock.lock();
    try {
      leavingOut = !awaitRoom(entry.size);
      if (leavingOut) {
        otherwise.run();
      } else if (!ended) {
        add(entry);
      }
      return !leavingOut;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Leaves something out, if that is what happens at the time; after the end, drops it.
   *
   * @param counting called under the lock when it is left out
   * @return whether it need not be put
   */
  boolean leaveOut(Runnable counting) {
    if (!leavingOut) {
      return ended;
    }
    lock.lock();
    try {
      if (leavingOut) {
        counting.run();
      }
      return leavingOut || ended;
    } finally {
      lock.unlock();
    }
  }

  /** Adds an entry whether there is room or not. To be called under the lock. */
  void append(Runnable action) {
    add(new Entry(OVERHEAD, action));
  }

  private void add(Entry entry) {
    held += entry.size;
    entries.add(entry);
    if (!gathering || held >= ENOUGH) {
      larger.signal();
    }
  }

  /** Returns false when there is no room, and was none for long. */
  private boolean awaitRoom(long size) {
    while (isFull(size)) {
      if (!awaitSmaller() && isFull(size)) {
        return false;
      }
    }
    return !leavingOut;
  }

  private boolean isFull(long size) {
    return !ended && !leavingOut && held > 0 && held + size > capacity;
  }

  /** Returns false when it is time to give up. */
  @SuppressWarnings("WaitNotInLoop") // it is in one: in the method that calls this one
  private boolean awaitSmaller() {
    gathering = false;
    larger.signal();
    if (patience == FOREVER) {
      smaller.awaitUninterruptibly();
      return true;
    }
    if (!stalled) {
      stalled = true;
      deadline = System.nanoTime() + patience;
    }
    return awaitUntil(deadline);
  }

  /** Waits; an interrupt is put aside until then, for it is not meant for us. */
  private boolean awaitUntil(long when) {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return smaller.awaitNanos(when - System.nanoTime()) > 0;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
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
      if (entries.isEmpty()) {
        awaitEntries(nanos);
      }
      return entries.isEmpty() ? null : entries.peek().action;
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; if somebody does, the entries count for more.
      return entries.isEmpty() ? null : entries.peek().action;
    } finally {
      lock.unlock();
    }
  }

  private void awaitEntries(long nanos) throws InterruptedException {
    long left = nanos;
    while (entries.isEmpty() && !ended && left > 0) {
      left = larger.awaitNanos(left);
    }
    left = Math.min(left, GATHERING);
    gathering = true;
    while (gathering && held < ENOUGH && !ended && left > 0) {
      left = larger.awaitNanos(left);
    }
    gathering = false;
  }

  /** Removes the first entry. */
  void done() {
    lock.lock();
    try {
      held -= entries.remove().size;
      smaller.signalAll();
      if (held <= capacity / 2) {
        stalled = false;
        admit();
      }
    } finally {
      lock.unlock();
    }
  }

  private void admit() {
    if (leavingOut) {
      leavingOut = false;
      whenRoom.run();
    }
  }

  /** Takes no more entries; those that are there stay. */
  void end() {
    end(() -> {});
  }

  /**
   * Takes no more entries; those that are there stay.
   *
   * @param last called under the lock before
   */
  void end(Runnable last) {
    lock.lock();
    try {
      admit();
      last.run();
      ended = true;
      smaller.signalAll();
      larger.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether nothing is left and nothing will come. */
  boolean isOver() {
    return get(() -> ended && entries.isEmpty());
  }

  long held() {
    return get(() -> held);
  }

  /** Returns something that the lock guards. */
  <T> T get(Supplier<T> value) {
    lock.lock();
    try {
      return value.get();
    } finally {
      lock.unlock();
    }
  }

  private record Entry(int size, Runnable action) {}
}
