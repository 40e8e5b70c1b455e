package dev.postgreswire.type;

/**
 * What binary bytes mean.
 *
 * @param value the value, as {@link TypedValue#value} describes it
 * @param text what the server prints for it
 */
record Decoded(Object value, String text) {
  /** Returns a value that prints as the server does. */
  static Decoded of(Object value) {
    return new Decoded(value, value.toString());
  }
}
