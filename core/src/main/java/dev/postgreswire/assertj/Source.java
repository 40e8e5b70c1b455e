package dev.postgreswire.assertj;

import dev.postgreswire.PostgresWire;
import java.util.function.Supplier;

/**
 * Where a recording comes from.
 *
 * @param window whose window it is, such as a test's name; empty when unknown
 * @param listensAt the recorder's address; empty when unknown
 * @param server the address of the server behind it
 * @param jdbcUrl the JDBC URL through the recorder
 * @param footnote what to say at the end of a failure, such as where the recording lies
 */
record Source(
    String window, String listensAt, String server, String jdbcUrl, Supplier<String> footnote) {
  static final Source UNKNOWN = new Source("", "", "", "", () -> "");

  static Source of(PostgresWire wire) {
    return new Source(
        wire.name(),
        wire.host() + ":" + wire.port(),
        wire.server().address(),
        wire.jdbcUrl(),
        wire::footnote);
  }

  boolean isKnown() {
    return !listensAt.isEmpty();
  }

  /** Returns the window for the beginning of a sentence's object. */
  String windowText() {
    return window.isEmpty() ? "this recording" : "the window " + window;
  }
}
