package dev.postgreswire.junit;

/** A remark to a failure; it has no stack trace, for it happened nowhere. */
final class WireHint extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WireHint(String message) {
    super(message, null, false, false);
  }

  /** Only the message: a class name before it would look like one more failure. */
  @Override
  public String toString() {
    return "PostgresWire: " + getMessage();
  }
}
