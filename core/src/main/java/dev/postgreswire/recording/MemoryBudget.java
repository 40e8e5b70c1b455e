package dev.postgreswire.recording;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the memory that the logs of one recorder hold. Safe for use by several threads. */
final class MemoryBudget {
  private final long limit;
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong stores = new AtomicLong();

  MemoryBudget(long limit) {
    this.limit = limit;
  }

  void take(long bytes) {
    held.addAndGet(bytes);
  }

  void give(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }

  boolean isExceeded() {
    return held.get() > limit;
  }

  /**
   * Once the limit is passed, some room is made, so that the next message does not pass it again.
   */
  boolean hasRoom() {
    return held.get() <= limit - limit / 8;
  }

  /** Returns the next number in the order in which stores are made. */
  long nextStore() {
    return stores.incrementAndGet();
  }
}
