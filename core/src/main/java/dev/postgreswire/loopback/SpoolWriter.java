package dev.postgreswire.loopback;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The thread of a {@link Spool}. */
final class SpoolWriter {
  /** Longer than anything runs, and no more nanoseconds than there can be. */
  private static final Duration FOREVER = Duration.ofDays(100_000);

  private static final long PAUSE = MILLISECONDS.toNanos(100);

  private final SpoolQueue queue;
  private final Spool.Options options;
  private final long period;
  private final Runnable end;
  private final Thread thread = new Thread(this::run, "postgres-wire-writer");
  private boolean failed;

  SpoolWriter(SpoolQueue queue, Spool.Options options) {
    this(queue, options, () -> {});
  }

  /**
   * Creates one that has not started.
   *
   * @param end the last that it does
   */
  SpoolWriter(SpoolQueue queue, Spool.Options options, Runnable end) {
    this.queue = queue;
    this.options = options;
    this.end = end;
    this.period = options.period().toNanos();
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Returns when the thread has ended; an interrupt is put aside until then. */
  void join() {
    join(FOREVER);
  }

  /**
   * Returns when the thread has ended, or some time has gone by; an interrupt is put aside.
   *
   * @return whether it has ended
   */
  boolean join(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    boolean interrupted = false;
    while (thread.isAlive() && left > 0) {
      try {
        NANOSECONDS.timedJoin(thread, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = deadline - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private void run() {
    try { // no lambda here: creating one takes memory
      tellAll();
    } catch (RuntimeException | Error e) {
      say(e);
    }
    // Else those who find the queue full would wait for ever.
    endQueue();
    guarded(options.upkeep());
    guarded(end);
  }

  private void endQueue() {
    while (true) {
      try {
        queue.end();
        return;
      } catch (OutOfMemoryError e) {
        LockSupport.parkNanos(PAUSE); // not even a lock can be waited for without memory
      }
    }
  }

  private void tellAll() {
    long due = System.nanoTime() + period;
    while (!queue.isOver()) {
      Runnable next = queue.take(due - System.nanoTime());
      if (next != null) {
        tell(next);
        queue.done();
      }
      if (due - System.nanoTime() <= 0) {
        guarded(options.upkeep());
        due = System.nanoTime() + period;
      }
    }
  }

  private void tell(Runnable next) {
    if (failed) {
      return;
    }
    try {
      next.run();
    } catch (RuntimeException | Error e) {
      // What follows would not be understood without it.
      failed = true;
      say(e);
    }
  }

  private void say(Throwable cause) {
    try {
      options.onFailure().accept(cause);
    } catch (RuntimeException | Error e) {
      // Without memory, not even that can be said; who tells us must not suffer for it.
      return;
    }
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      say(e);
    }
  }
}
