package dev.postgreswire.recording;

import java.time.Instant;

/**
 * What has to be known of a connection to understand what comes after a certain frame: handshake,
 * parameters, prepared statements, the transaction it is in. Immutable.
 *
 * <p>There is one only between two exchanges, and while no portal waits to be fetched from; save
 * where the memory limit {@linkplain #force forces} it.
 */
final class Checkpoint {
  private final int connectionId;
  private final Instant began;
  private final int index;
  private final Memory memory;
  private final boolean isIdle;

  private Checkpoint(int connectionId, Instant began, int index, Memory memory, boolean isIdle) {
    this.connectionId = connectionId;
    this.began = began;
    this.index = index;
    this.memory = memory;
    this.isIdle = isIdle;
  }

  private Checkpoint at(int frame, Conversation conversation) {
    return new Checkpoint(connectionId, began, frame, conversation.memory(), conversation.isIdle());
  }

  /** Returns the one before the first frame of a connection; times count from {@code began}. */
  static Checkpoint start(int connectionId, Instant began) {
    return new Checkpoint(connectionId, began, 0, Memory.NONE, false);
  }

  /** Returns the first frame that is not behind it. */
  int index() {
    return index;
  }

  /** Returns the conversation as it was here, to go on with the frames of {@code log}. */
  Conversation resume(LogView log) {
    return new Conversation(connectionId, began, log, index, memory);
  }

  /**
   * Returns one at frame {@code upTo}, even in the middle of an exchange, where there is none: what
   * was asked before is forgotten, and its answers are nobody's then.
   */
  Checkpoint force(LogView log, int upTo) {
    if (upTo <= index) {
      return this;
    }
    Conversation conversation = resume(log);
    conversation.takeUpTo(upTo);
    return at(upTo, conversation);
  }

  /** Returns the first one that comes after it, if not after frame {@code upTo}; else this one. */
  Checkpoint next(LogView log, int upTo) {
    Conversation conversation = resume(log);
    int boundary = conversation.takeToBoundary(upTo);
    return boundary == index ? this : at(boundary, conversation);
  }

  /**
   * Returns one after the exchanges that leave nothing behind, as far as they follow each other and
   * are not after frame {@code upTo}; this one if the first is not of that kind. Nothing of {@code
   * log} is decoded, or kept.
   */
  Checkpoint pass(LogView log, int upTo) {
    if (!isIdle) {
      return this;
    }
    PassingExchanges passing =
        PassingExchanges.find(log, memory.names(), memory.context().charset(), index, upTo);
    return passing.count() == 0
        ? this
        : new Checkpoint(
            connectionId, began, passing.end(), memory.afterMore(passing.count()), true);
  }

  /** Returns the last one that is not after frame {@code upTo}; this one if there is none. */
  Checkpoint advance(LogView log, int upTo) {
    Conversation conversation = resume(log);
    int furthest = conversation.followUpTo(upTo);
    if (furthest == index) {
      return this;
    }
    if (furthest < upTo) {
      // Rare: somebody is in the middle of something. Remembering every boundary would cost more.
      conversation = resume(log);
      conversation.followUpTo(furthest);
    }
    return at(furthest, conversation);
  }
}
