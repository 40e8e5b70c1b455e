package dev.postgreswire.recording;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the memory that the logs of one recorder hold. Safe for use by several threads. */
final class MemoryBudget {
  private volatile long limit;
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong stores = new AtomicLong();
  private final ChunkPool chunks = new ChunkPool(Store.LARGEST);
  private volatile long threshold;

  MemoryBudget(long limit) {
    limit(limit);
  }

  /** Sets another limit. */
  void limit(long bytes) {
    limit = bytes;
    threshold = bytes;
    chunks.hold(room());
  }

  /** How much is made free once the limit is passed, so that the next message does not do so. */
  private long room() {
    return limit / 32;
  }

  /** Returns what was freed when room was made, to be used again: no more than that room. */
  ChunkPool chunks() {
    return chunks;
  }

  void take(long bytes) {
    held.addAndGet(bytes);
  }

  void give(long bytes) {
    if (held.addAndGet(-bytes) <= limit) {
      threshold = limit;
    }
  }

  long held() {
    return held.get();
  }

  /** Returns whether it is time to make room: past the limit, and past what it was in vain for. */
  boolean wantsRoom() {
    return held.get() > threshold;
  }

  /**
   * All was done to make room; where it did not suffice, trying again waits for some growth: the
   * more, the further it is past the limit, for each try looks at all that is held.
   */
  void rest() {
    long past = Math.max(0, held.get() - limit);
    threshold = hasSomeRoom() ? limit : Math.max(limit, held.get() + limit / 16 + past / 2);
  }

  boolean isExceeded() {
    return held.get() > limit;
  }

  /**
   * Once the limit is passed, some room is made, so that the next message does not pass it again.
   */
  boolean hasRoom() {
    return held.get() <= limit - room();
  }

  /**
   * Returns whether it takes a while until the limit is passed again. Where messages have to be
   * forgotten, this is all that is asked for: they are decoded for that, and the relay waits.
   */
  boolean hasSomeRoom() {
    return held.get() <= limit - limit / 128;
  }

  /** Returns the next number in the order in which stores are made. */
  long nextStore() {
    return stores.incrementAndGet();
  }
}
