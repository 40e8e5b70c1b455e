package dev.postgreswire.loopback;

import java.time.Duration;
import java.util.List;

/** Not all that an application had written could be taken in in time. */
public final class BarrierTimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> pending;

  BarrierTimeoutException(Duration timeout, List<String> pending) {
    super(
        "Not all that the application wrote could be recorded within "
            + timeout.toMillis()
            + " ms:\n  "
            + String.join("\n  ", pending));
    this.pending = List.copyOf(pending);
  }

  /** Returns a sentence for each connection that had something pending; empty once serialized. */
  public List<String> pending() {
    return pending == null ? List.of() : pending;
  }
}
