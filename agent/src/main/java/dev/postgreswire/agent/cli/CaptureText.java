package dev.postgreswire.agent.cli;

import dev.postgreswire.report.capture.CaptureSummary;
import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;

/** What a capture is, and what of it is not shown, for people to read. */
final class CaptureText {
  private CaptureText() {}

  /** Prints all of it. */
  static void print(CaptureSummary summary, PrintWriter out) {
    out.printf(
        "%n%s: %s, %s, %s%s%n",
        summary.name(),
        summary.format(),
        Quantities.of(summary.packets(), "packet"),
        Quantities.bytes(summary.bytes()),
        summary
            .begin()
            .map(begin -> ", " + Quantities.duration(summary.duration()) + " from " + begin)
            .orElse(""));
    if (!summary.skipped().isEmpty()) {
      out.println("packets passed over: " + listed(summary.skipped(), ""));
    }
    if (!summary.otherPorts().isEmpty()) {
      out.println("connections that are not PostgreSQL: " + listed(summary.otherPorts(), "port "));
    }
    printFaults(summary, out);
  }

  /** Prints what makes that less is shown than there was. */
  static void printFaults(CaptureSummary summary, PrintWriter out) {
    if (summary.gaps() > 0) {
      out.printf(
          "%s: bytes are missing in %s, %s at least%n",
          summary.name(),
          Quantities.of(summary.gaps(), "place"),
          Quantities.of(summary.missingBytes(), "byte"));
    }
    if (summary.droppedPackets() > 0) {
      out.printf(
          "%s: the machine that captured was too slow for %s%n",
          summary.name(), Quantities.of(summary.droppedPackets(), "packet"));
    }
    summary.damage().ifPresent(damage -> out.println(summary.name() + ": " + damage));
    out.flush();
  }

  private static String listed(Map<?, Long> counts, String prefix) {
    return counts.entrySet().stream()
        .map(count -> prefix + count.getKey() + " (" + count.getValue() + ")")
        .collect(Collectors.joining(", "));
  }
}
