package dev.postgreswire.assertj;

import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Recording;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells whether a recording shows anything that an assertion could prove, and if not, what to do.
 */
final class Visibility {
  private static final int MOST_CONNECTIONS = 5;

  private Visibility() {}

  /** Returns whether {@code connection} is encrypted and nobody has decrypted it. */
  static boolean isOpaque(RecordedConnection connection) {
    return connection.isEncrypted() && connection.startupParameters().isEmpty();
  }

  private static boolean isUnreachable(RecordedConnection connection) {
    return connection.ending() == Ending.SERVER_UNREACHABLE;
  }

  /** Returns why nothing can be said about the connections; empty when something can. */
  static String whyNoConnections(Evidence evidence, String about) {
    return evidence.recording().isEmpty() ? nothingCame(evidence, about) : "";
  }

  /** Returns why nothing can be said about what was said; empty when something can. */
  static String whyNothingSaid(Evidence evidence, String about) {
    Recording recording = evidence.recording();
    if (recording.isEmpty()) {
      return nothingCame(evidence, about);
    }
    List<RecordedConnection> connections = recording.connections();
    if (connections.stream().allMatch(Visibility::isUnreachable)) {
      return nobodyAnswered(evidence, about);
    }
    boolean nothingReadable = connections.stream().allMatch(c -> isOpaque(c) || isUnreachable(c));
    return nothingReadable ? allEncrypted(evidence, about) : "";
  }

  private static String nothingCame(Evidence evidence, String about) {
    Source source = evidence.source();
    StringBuilder out = new StringBuilder();
    out.append("Expecting something about the ").append(about).append(" of ");
    out.append(source.windowText());
    out.append(", but nothing was seen, so nothing is proved.\n");
    out.append("  Recorded: no connection came through the recorder");
    out.append(source.isKnown() ? ", and none was open when the window began.\n" : ".\n");
    if (source.isKnown()) {
      out.append("  The recorder listens on ").append(source.listensAt());
      out.append(" and stands before the server ").append(source.server()).append(".\n");
      out.append("  Whoever connects to ").append(source.server());
      out.append(" itself is not recorded: give the application wire.jdbcUrl(),\n    ");
      out.append(source.jdbcUrl()).append('\n');
      out.append("  in place of its own URL, and create its pool after that.\n");
    }
    return out.append("  To assert that nothing came, use hasNoConnections().").toString();
  }

  private static String nobodyAnswered(Evidence evidence, String about) {
    return "Expecting something about the "
        + about
        + " of "
        + evidence.source().windowText()
        + ", but the server could not be reached.\n"
        + lines(evidence)
        + "\n  Start the server"
        + (evidence.source().isKnown() ? " " + evidence.source().server() : "")
        + ", or name the right one when the recorder is opened.";
  }

  private static String allEncrypted(Evidence evidence, String about) {
    return "Expecting something about the "
        + about
        + " of "
        + evidence.source().windowText()
        + ", but all that came is encrypted.\n"
        + lines(evidence)
        + "\n  The recorder has no keys, so the "
        + about
        + " cannot be seen.\n"
        + "  Let the application speak plaintext to the recorder: sslmode=disable (JDBC, R2DBC:"
        + " sslMode=disable)\n"
        + "  and gssEncMode=disable, or assert on connections() only.";
  }

  private static String lines(Evidence evidence) {
    List<RecordedConnection> connections = evidence.recording().connections();
    String lines =
        connections.stream()
            .limit(MOST_CONNECTIONS)
            .map(connection -> "  Recorded: " + ConnectionText.line(connection) + end(connection))
            .collect(Collectors.joining("\n"));
    int more = connections.size() - MOST_CONNECTIONS;
    return more > 0 ? lines + "\n  … and " + more + " more connections" : lines;
  }

  private static String end(RecordedConnection connection) {
    return isUnreachable(connection) ? "; " + ConnectionText.ending(connection) : "";
  }
}
