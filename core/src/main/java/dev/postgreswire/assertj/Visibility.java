package dev.postgreswire.assertj;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Recording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** Whether nobody introduced himself: a probe of the port, or something else than PostgreSQL. */
  private static boolean isNoSession(RecordedConnection connection) {
    return connection.startupParameters().isEmpty()
        && !connection.isCancelRequest()
        && !connection.isPartial();
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
    if (!connections.stream().allMatch(c -> isOpaque(c) || isUnreachable(c) || isNoSession(c))) {
      return "";
    }
    return connections.stream().anyMatch(Visibility::isOpaque)
        ? allEncrypted(evidence, about)
        : noSession(evidence, about);
  }

  /** Returns why it is not even certain that there was no connection; empty when it is. */
  static String whyNotEvenNone(Evidence evidence) {
    String missed = missed(evidence.recording());
    return missed.isEmpty()
        ? ""
        : "Expecting no connections in "
            + evidence.source().windowText()
            + ", but there are some that could not be recorded.\n"
            + missed.stripTrailing();
  }

  private static String head(Evidence evidence, String about, String but) {
    return "Expecting to see the "
        + about
        + " of "
        + evidence.source().windowText()
        + ", but "
        + but
        + "\n  Nothing seen, nothing proved: this fails also where nothing is expected.\n"
        + missed(evidence.recording());
  }

  /** Returns a line for each connection that could not be recorded, equal ones together. */
  private static String missed(Recording recording) {
    Map<String, Long> lines =
        recording.missed().stream()
            .map(MissedConnection::describe)
            .collect(groupingBy(line -> line, LinkedHashMap::new, counting()));
    String text =
        lines.entrySet().stream()
            .limit(MOST_CONNECTIONS)
            .map(e -> "  not recorded: " + e.getKey() + times(e.getValue()) + "\n")
            .collect(Collectors.joining());
    int more = lines.size() - MOST_CONNECTIONS;
    return more > 0 ? text + "  … and " + more + " more that are not recorded\n" : text;
  }

  private static String times(long count) {
    return count == 1 ? "" : " (" + count + " times)";
  }

  private static String nothingCame(Evidence evidence, String about) {
    Source source = evidence.source();
    String head = head(evidence, about, "no connection came through the recorder.");
    String ask = "  To assert that nothing came, use hasNoConnections().";
    return source.isKnown() ? head + source.advice() + "\n" + ask : head + ask;
  }

  private static String nobodyAnswered(Evidence evidence, String about) {
    return head(evidence, about, "the server could not be reached.")
        + lines(evidence)
        + "\n  Start the server"
        + (evidence.source().server().isEmpty() ? "" : " " + evidence.source().server())
        + ", or name the right one when the recorder is opened.";
  }

  private static String noSession(Evidence evidence, String about) {
    return head(evidence, about, "no session of PostgreSQL began.")
        + lines(evidence)
        + "\n"
        + "  Something connected, but sent no startup packet. If it was the application, see to"
        + " it\n"
        + "  that it speaks PostgreSQL's protocol to this port.";
  }

  private static String allEncrypted(Evidence evidence, String about) {
    return head(evidence, about, "all that came is encrypted.")
        + lines(evidence)
        + "\n  The recorder has no keys. Let the application speak plaintext to it: add\n"
        + "  sslmode=disable (R2DBC: sslMode=disable) and gssEncMode=disable to its URL,\n"
        + "  or assert on connections() only.";
  }

  private static String lines(Evidence evidence) {
    List<RecordedConnection> connections = evidence.recording().connections();
    String lines =
        connections.stream()
            .limit(MOST_CONNECTIONS)
            .map(connection -> "  recorded: " + ConnectionText.line(connection) + end(connection))
            .collect(Collectors.joining("\n"));
    int more = connections.size() - MOST_CONNECTIONS;
    return more > 0 ? lines + "\n  … and " + more + " more connections" : lines;
  }

  private static String end(RecordedConnection connection) {
    return isUnreachable(connection) ? "; " + ConnectionText.ending(connection) : "";
  }
}
