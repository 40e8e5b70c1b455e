package dev.postgreswire.agent.cli;

import dev.postgreswire.agent.output.Reason;

/**
 * Something went wrong that the person at the command line can do something about. The message is a
 * line that says what, where, and what to do instead.
 */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Failure(String message) {
    super(message);
  }

  Failure(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns what the system says is wrong, in words; the names of its exceptions say some of it.
   */
  static String reason(Throwable cause) {
    return Reason.of(cause);
  }
}
