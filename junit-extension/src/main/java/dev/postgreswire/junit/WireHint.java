package dev.postgreswire.junit;

/** A remark to a failure; it has no stack trace, for it happened nowhere. */
final class WireHint extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WireHint(String message) {
    super(message, null, false, false);
  }
}
