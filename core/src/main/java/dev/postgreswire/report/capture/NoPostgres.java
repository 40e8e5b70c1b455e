package dev.postgreswire.report.capture;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what there is in a capture that has nothing of PostgreSQL, and what to do. */
final class NoPostgres {
  private static final int MOST = 10;

  private NoPostgres() {}

  static String message(CaptureSummary summary, Set<Integer> asked) {
    StringBuilder text = new StringBuilder(summary.name());
    text.append(": there is no connection to PostgreSQL");
    if (!asked.isEmpty()) {
      text.append(" on port ").append(list(new TreeSet<>(asked)));
    }
    text.append(" in its ").append(counted(summary.packets(), "packet")).append('.');
    summary
        .damage()
        .ifPresent(damage -> text.append(" It is damaged: ").append(damage).append('.'));
    if (!summary.skipped().isEmpty()) {
      text.append(" Passed over: ").append(skipped(summary.skipped())).append('.');
    }
    return text.append(advice(summary, asked)).toString();
  }

  private static String advice(CaptureSummary summary, Set<Integer> asked) {
    if (summary.packets() == 0) {
      return " Nothing was captured: check the interface and the capture filter.";
    }
    if (summary.otherPorts().isEmpty()) {
      return " There is no TCP connection at all: check the interface and the capture filter, and"
          + " that packets are captured whole.";
    }
    return " TCP connections went to port "
        + summary.otherPorts().entrySet().stream()
            .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(MOST)
            .map(port -> port.getKey() + " (" + counted(port.getValue(), "connection") + ")")
            .collect(Collectors.joining(", "))
        + (summary.otherPorts().size() > MOST ? " and others" : "")
        + (asked.isEmpty()
            ? ". If one of these is a PostgreSQL server's, name it: --port N."
            : ". Name the server's, or leave out --port to find it.");
  }

  private static String skipped(Map<String, Long> skipped) {
    return skipped.entrySet().stream()
        .map(reason -> counted(reason.getValue(), "packet") + " (" + reason.getKey() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String list(Set<Integer> ports) {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(" or "));
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
