package dev.postgreswire.loopback;

/** The thread of a {@link Spool}. */
final class SpoolWriter {
  private final SpoolQueue queue;
  private final Spool.Options options;
  private final long period;
  private final Thread thread = new Thread(this::run, "postgres-wire-writer");
  private boolean failed;

  SpoolWriter(SpoolQueue queue, Spool.Options options) {
    this.queue = queue;
    this.options = options;
    this.period = options.period().toNanos();
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Returns when the thread has ended; an interrupt is put aside until then. */
  void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long due = System.nanoTime() + period;
    while (!queue.isOver()) {
      Runnable next = queue.take(due - System.nanoTime());
      if (next != null) {
        tell(next);
        queue.done();
      }
      if (due - System.nanoTime() <= 0) {
        upkeep();
        due = System.nanoTime() + period;
      }
    }
    upkeep();
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
      options.onFailure().accept(e);
    }
  }

  private void upkeep() {
    try {
      options.upkeep().run();
    } catch (RuntimeException | Error e) {
      options.onFailure().accept(e);
    }
  }
}
