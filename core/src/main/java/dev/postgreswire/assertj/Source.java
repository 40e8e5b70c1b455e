package dev.postgreswire.assertj;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.recording.MessagePosition;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a recording comes from.
 *
 * @param window whose window it is, such as a test's name; empty when unknown
 * @param listensAt the recorder's address; empty when unknown
 * @param server the address of the server behind it
 * @param jdbcUrl the JDBC URL through the recorder
 * @param footnote what to say at the end of a failure, such as where the recording lies, given the
 *     message that the failure is about
 * @param wire the window itself, if it is one
 */
record Source(
    String window,
    String listensAt,
    String server,
    String jdbcUrl,
    Function<Optional<MessagePosition>, String> footnote,
    Optional<PostgresWire> wire) {
  static final Source UNKNOWN = new Source("", "", "", "", place -> "", Optional.empty());

  static Source of(PostgresWire wire) {
    return new Source(
        wire.name(),
        wire.host() + ":" + wire.port(),
        wire.server().address(),
        wire.jdbcUrl(),
        wire::footnote,
        Optional.of(wire));
  }

  boolean isKnown() {
    return !listensAt.isEmpty();
  }

  /** Returns the window for the beginning of a sentence's object. */
  String windowText() {
    return window.isEmpty() ? "this recording" : "the window " + window;
  }

  /** Returns what to do when nothing comes. */
  String advice() {
    return String.join(
        "\n",
        "  The recorder listens on " + listensAt + " and stands before the server " + server + ".",
        "  Whoever connects to " + server + " itself is not recorded. Give the application",
        "  wire.jdbcUrl(), which is " + jdbcUrl + ",",
        "  in place of its own URL; a pool that was open before keeps its old connections.");
  }
}
