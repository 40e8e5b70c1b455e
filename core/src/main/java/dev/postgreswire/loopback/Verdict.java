package dev.postgreswire.loopback;

import dev.postgreswire.recording.Ending;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How a connection ended, by what its two directions have seen. Guarded by the connection's lock.
 */
final class Verdict {
  private final Pipe frontend;
  private final Pipe backend;
  private Ending firstEnd = Ending.OPEN;

  Verdict(Pipe frontend, Pipe backend) {
    this.frontend = frontend;
    this.backend = backend;
  }

  /** Looks again; who ended first decides. */
  void update() {
    note(frontend, Ending.CLOSED_BY_CLIENT, Ending.RESET_BY_CLIENT);
    note(backend, Ending.CLOSED_BY_SERVER, Ending.RESET_BY_SERVER);
  }

  /** Whether neither side has ended. */
  boolean isOpen() {
    return firstEnd == Ending.OPEN;
  }

  /** Whether one side has gone in a way of which the other has to be told by a reset. */
  boolean isBroken() {
    return frontend.isBroken() || backend.isBroken();
  }

  /** Returns how it ended. */
  Ending ending() {
    if (firstEnd == Ending.OPEN && isBroken()) {
      // Writing failed, and reading from the same side did not say more.
      return frontend.sinkFailure() != null ? Ending.RESET_BY_SERVER : Ending.RESET_BY_CLIENT;
    }
    return firstEnd;
  }

  /** Returns the system's error and what was recorded and yet will never arrive, or nothing. */
  String detail() {
    return Stream.of(
                frontend.sourceFailure(),
                backend.sourceFailure(),
                frontend.sinkFailure(),
                backend.sinkFailure())
            .filter(Objects::nonNull)
            .findFirst()
            .map(Verdict::describe)
            .orElse("")
        + dropped("server", frontend)
        + dropped("client", backend);
  }

  /** Returns what {@code cause} says, or its name. */
  static String describe(Exception cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private void note(Pipe pipe, Ending closed, Ending reset) {
    if (firstEnd == Ending.OPEN && pipe.isOver()) {
      firstEnd = pipe.sourceFailure() == null ? closed : reset;
    }
  }

  private static String dropped(String whom, Pipe pipe) {
    return pipe.held() == 0
        ? ""
        : " (" + pipe.held() + " recorded bytes could not be forwarded to the " + whom + ")";
  }
}
