package dev.postgreswire.assertj;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.WireTarget;
import dev.postgreswire.recording.MessagePosition;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a recording comes from.
 *
 * @param window whose window it is, such as a test's name; empty when unknown
 * @param listensAt the recorder's address; empty when unknown, and where the agent needs none
 * @param server the address of the server behind it; empty when unknown, or whatever server it is
 * @param jdbcUrl the JDBC URL through the recorder; empty when unknown
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
        wire.listensAt().orElse(""),
        wire.target().map(WireTarget::address).orElse(""),
        wire.target().map(target -> wire.jdbcUrl()).orElse(""),
        wire::footnote,
        Optional.of(wire));
  }

  boolean isKnown() {
    return wire.isPresent();
  }

  /** Returns the window for the beginning of a sentence's object. */
  String windowText() {
    return window.isEmpty() ? "this recording" : "the window " + window;
  }

  /** Returns what to do when nothing comes. */
  String advice() {
    return listensAt.isEmpty() ? adviceOfAgent() : adviceOfAddress();
  }

  private String adviceOfAgent() {
    String which = server.isEmpty() ? "any server" : "the server " + server;
    return String.join(
        "\n",
        "  The agent records what this JVM says to " + which + ". The application said nothing to",
        "  it meanwhile, or does so from another process, or to another address.");
  }

  private String adviceOfAddress() {
    return String.join(
        "\n",
        "  The recorder listens on " + listensAt + " and stands before the server " + server + ".",
        "  Whoever connects to " + server + " itself is not recorded. Give the application",
        "  wire.jdbcUrl(), which is " + jdbcUrl + ",",
        "  in place of its own URL; a pool that was open before keeps its old connections.");
  }
}
