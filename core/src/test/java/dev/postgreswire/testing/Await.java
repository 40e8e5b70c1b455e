package dev.postgreswire.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for what only looking can tell. There is no limit of its own: on a busy machine everything
 * takes its time, and what never comes is ended by the limit that the build sets for each test,
 * which interrupts it and prints where all threads are.
 */
public final class Await {
  /** Rather than a busy loop, which takes the processor from what is waited for. */
  private static final long BETWEEN_LOOKS = 1_000_000;

  private Await() {}

  /** Something to look at. */
  @FunctionalInterface
  public interface Look {
    /** Whether it has come. */
    boolean isThere() throws Exception;
  }

  /**
   * Looks until it is there.
   *
   * @param what what is waited for, for the one who reads that it did not come
   */
  public static void until(String what, Look look) {
    try {
      while (!look.isThere()) {
        LockSupport.parkNanos(BETWEEN_LOOKS);
        if (Thread.currentThread().isInterrupted()) {
          throw new AssertionError("interrupted, and this has not come: " + what);
        }
      }
    } catch (Exception e) {
      throw new AssertionError("while waiting for: " + what, e);
    }
  }

  /** Waits until a thread is in a state; one that has ended comes into no other. */
  public static void state(Thread thread, Thread.State state) {
    until(
        thread.getName() + " is " + state,
        () -> {
          Thread.State now = thread.getState();
          if (now == Thread.State.TERMINATED && state != now) {
            throw new AssertionError(thread.getName() + " has ended");
          }
          return now == state;
        });
  }

  /**
   * Runs something in a thread of its own, at once: those of the common pool, one on a machine of
   * two cores, may all be waiting already.
   */
  public static <T> CompletableFuture<T> inThread(Callable<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(task.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "in-thread");
    thread.setDaemon(true);
    thread.start();
    return result;
  }
}
