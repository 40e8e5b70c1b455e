package dev.postgreswire.loopback;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/**
 * How long a barrier may wait. Meanwhile interrupts of its thread are put aside: an interrupt does
 * not end the wait, which is short, and channels must not see it, for some close themselves then.
 */
final class Deadline implements AutoCloseable {
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(1);

  private final long end;
  private boolean interrupted = Thread.interrupted();

  Deadline(Duration timeout) {
    this.end = System.nanoTime() + timeout.toNanos();
  }

  /** Takes a lock, and returns false when that was not possible in time. */
  boolean lock(Lock lock) {
    while (true) {
      try {
        return lock.tryLock(remaining(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  /**
   * Waits until {@code done}, which is asked again at each signal, and now and then, for not all
   * that it may depend on is signalled; returns false when the time is up.
   */
  boolean await(Condition condition, BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      try {
        long left = remaining();
        if (left == 0) {
          return done.getAsBoolean();
        }
        long unused = condition.awaitNanos(Math.min(left, PERIOD));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return true;
  }

  private long remaining() {
    return Math.max(0, end - System.nanoTime());
  }

  /** Gives back the interrupts that were put aside. */
  @Override
  public void close() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
