package dev.postgreswire.agent.cli;

import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;

/** Waits for SIGTERM or SIGINT, and lets what they interrupt come to an orderly end. */
final class Stop {
  private Stop() {}

  /**
   * Returns only when this thread is interrupted. However this JVM ends, {@code end} is run before,
   * and its exit status is what that returns, not that of the signal.
   */
  static void await(IntSupplier end) {
    Thread hook =
        new Thread(() -> Runtime.getRuntime().halt(end.getAsInt()), "postgres-wire-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
