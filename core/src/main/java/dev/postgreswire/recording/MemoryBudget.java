package dev.postgreswire.recording;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the memory that the logs of one recorder hold. Safe for use by several threads. */
final class MemoryBudget {
  private volatile long limit;
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong stores = new AtomicLong();
  private final Spares<byte[]> chunks = new Spares<>(Store.LARGEST, () -> new byte[Store.LARGEST]);
  private final Spares<FrameIndex.Block> blocks = FrameIndex.Block.spares();
  private volatile long threshold;

  MemoryBudget(long limit) {
    limit(limit);
  }

  /** Sets another limit. */
  void limit(long bytes) {
    limit = bytes;
    threshold = bytes;
    chunks.hold(room() + room() / 2);
    blocks.hold(room() / 4);
  }

  /** How much is made free once the limit is passed, so that the next message does not do so. */
  private long room() {
    return limit / 32;
  }

  /** Returns chunks that were cut, to be used again: about as many as are cut to make room. */
  Spares<byte[]> chunks() {
    return chunks;
  }

  /** Returns blocks of indexes that were forgotten, to be used again; some, they are small. */
  Spares<FrameIndex.Block> blocks() {
    return blocks;
  }

  /** Lets go of what waits to be used again. */
  void dropSpares() {
    chunks.clear();
    blocks.clear();
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
