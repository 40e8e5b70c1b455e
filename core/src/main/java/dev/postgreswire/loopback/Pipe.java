package dev.postgreswire.loopback;

import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One direction of a connection: reads from one side, records, writes to the other. Guarded by the
 * connection's lock.
 */
final class Pipe {
  /** Why {@link #take} stopped. */
  enum Taken {
    /** The source has nothing more, for now or for ever. */
    DRY,
    /** The sink does not take what was read. */
    FULL,
    /** The budget is used up. */
    MORE
  }

  /** Half of the window with which Linux receives at first, in bytes. */
  private static final int SURELY_FITS = 32 << 10;

  private final Direction direction;
  private final Side source;
  private final Side sink;
  private final Scribe scribe;
  private final Backlog backlog;
  private long unconfirmed;
  private boolean ended;
  private boolean endPassedOn;
  private IOException sourceFailure;
  private IOException sinkFailure;

  Pipe(Direction direction, Side source, Side sink, Scribe scribe, BufferPool pool) {
    this.direction = direction;
    this.source = source;
    this.sink = sink;
    this.scribe = scribe;
    this.backlog = new Backlog(pool);
  }

  /** Reads, records and forwards. */
  Taken take(ByteBuffer scratch, Allowance allowance) {
    long budget = allowance.budget();
    while (canRead()) {
      if (backlog.size() >= allowance.room()) {
        return Taken.FULL;
      }
      if (budget <= 0) {
        return Taken.MORE;
      }
      int count = read(scratch);
      if (count <= 0) {
        return Taken.DRY;
      }
      budget -= count;
      unconfirmed += count;
      relay(scratch, count);
      if (count < scratch.capacity() && !allowance.thorough()) {
        return Taken.DRY;
      }
    }
    return Taken.DRY;
  }

  /** Writes what waits, as far as the sink takes it. */
  void flush() {
    if (!sink.isConnected() || sinkFailure != null) {
      return;
    }
    try {
      sink.write(backlog);
    } catch (IOException e) {
      sinkFailure = e;
    }
  }

  /** Passes the source's end on, once all that came before it has been. */
  void passOnEnd() {
    if (!ended || endPassedOn || !backlog.isEmpty() || !sink.isConnected()) {
      return;
    }
    try {
      endPassedOn = sink.shutdownOutput();
    } catch (IOException e) {
      // The sink has gone too; reading from it will tell how.
      endPassedOn = true;
    }
  }

  /** Whether more came than fits at once, since it was last certain that nothing is under way. */
  boolean mayHaveMoreUnderWay() {
    return unconfirmed > SURELY_FITS;
  }

  /** Nothing is under way. */
  void confirmAllHasCome() {
    unconfirmed = 0;
  }

  /** Whether nothing more comes from the source: it has ended, or failed. */
  boolean isOver() {
    return ended || sourceFailure != null;
  }

  /** Whether the source has ended, and the sink has got everything and knows. */
  boolean isDone() {
    return endPassedOn;
  }

  /** Whether reading or writing has failed. */
  boolean isBroken() {
    return sourceFailure != null || sinkFailure != null;
  }

  /** Returns why nothing more can be read, or null. */
  IOException sourceFailure() {
    return sourceFailure;
  }

  /** Returns why nothing more can be written, or null. */
  IOException sinkFailure() {
    return sinkFailure;
  }

  /** Whether bytes of the source would be of use. */
  boolean wantsBytes() {
    return canRead() && backlog.isEmpty();
  }

  /** Whether there are bytes to take of which the selector does not know. */
  boolean hasBuffered() {
    return canRead() && source.hasBuffered();
  }

  /** Returns how many bytes wait for the sink. */
  int held() {
    return backlog.size();
  }

  /** Forgets the bytes that wait. */
  void drop() {
    backlog.clear();
  }

  private boolean canRead() {
    return source.isConnected() && !isOver();
  }

  private int read(ByteBuffer scratch) {
    try {
      int count = source.read(scratch.clear());
      if (count < 0) {
        ended = true;
        scribe.ended(direction);
      }
      return count;
    } catch (IOException e) {
      sourceFailure = e;
      return -1;
    }
  }

  /** Records before anything is forwarded: what the sink has seen is in the recording already. */
  private void relay(ByteBuffer scratch, int count) {
    scribe.bytes(direction, scratch.flip());
    scratch.position(0).limit(count);
    if (sinkFailure == null) {
      forward(scratch);
    }
  }

  private void forward(ByteBuffer bytes) {
    try {
      if (backlog.isEmpty() && sink.isConnected()) {
        sink.write(bytes);
      }
      backlog.add(bytes);
    } catch (IOException e) {
      sinkFailure = e;
    } catch (OutOfMemoryError e) {
      // The bytes are lost, so the connection must not go on as if they were not.
      sinkFailure = new IOException("no memory for bytes that wait to be forwarded", e);
    }
  }
}
