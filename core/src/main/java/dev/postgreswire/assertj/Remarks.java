package dev.postgreswire.assertj;

import dev.postgreswire.recording.Origin;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What to know beside a table: what is not in it and why, and whose connections those are. */
final class Remarks {
  private static final int MOST_CONNECTIONS = 5;
  private static final int MOST_TEXTS = 4;
  private static final int TEXT_WIDTH = 40;

  private Remarks() {}

  static <T> List<String> of(Kind<T, ?> kind, Evidence evidence, List<? extends T> elements) {
    List<String> remarks = new ArrayList<>();
    if (kind.type() == Statement.class) {
      Set<Object> shown = Collections.newSetFromMap(new IdentityHashMap<>());
      shown.addAll(elements);
      remarks.addAll(notCounted(evidence, shown));
    }
    if (kind.type() != RecordedConnection.class) {
      Set<Integer> used = new TreeSet<>();
      elements.forEach(element -> used.add(kind.connection().applyAsInt(element)));
      remarks.addAll(connections(evidence, used));
    }
    return remarks.stream().map(line -> Texts.cut(line, TextTable.WIDTH)).toList();
  }

  /** Returns lines about the statements of a recording that are not among {@code shown}. */
  static List<String> notCounted(Evidence evidence, Set<?> shown) {
    List<Statement> others =
        evidence.recording().statements().stream().filter(s -> !shown.contains(s)).toList();
    List<String> lines = new ArrayList<>();
    String byOrigin = byOrigin(others);
    if (!byOrigin.isEmpty()) {
      lines.add("not counted: " + byOrigin);
      lines.add("  allStatements() includes them");
    }
    String byCommand =
        others.stream()
            .filter(statement -> statement.origin() == Origin.APPLICATION)
            .map(statement -> statement.command().orElse("no command tag"))
            .collect(Collectors.groupingBy(c -> c, LinkedHashMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(entry -> entry.getKey() + " × " + entry.getValue())
            .collect(Collectors.joining(", "));
    if (!byCommand.isEmpty()) {
      lines.add("not asked for: other statements of the application: " + byCommand);
    }
    return lines;
  }

  private static String byOrigin(List<Statement> others) {
    List<String> parts = new ArrayList<>();
    for (Origin origin : List.of(Origin.DRIVER, Origin.POOL)) {
      List<Statement> some = others.stream().filter(s -> s.origin() == origin).toList();
      if (!some.isEmpty()) {
        parts.add(some.size() + " by the " + Texts.words(origin) + " (" + texts(some) + ")");
      }
    }
    return String.join(", ", parts);
  }

  private static String texts(List<Statement> statements) {
    Map<String, Long> counts =
        statements.stream()
            .map(s -> s.sql().isBlank() ? "empty query" : Texts.line(s.maskedSql()))
            .map(text -> Texts.cut(text, TEXT_WIDTH))
            .collect(Collectors.groupingBy(t -> t, LinkedHashMap::new, Collectors.counting()));
    String texts =
        counts.entrySet().stream()
            .limit(MOST_TEXTS)
            .map(e -> e.getValue() == 1 ? e.getKey() : e.getKey() + " × " + e.getValue())
            .collect(Collectors.joining(", "));
    return counts.size() > MOST_TEXTS ? texts + ", …" : texts;
  }

  /** Returns a line for each of the connections used; for all when nothing was used. */
  private static List<String> connections(Evidence evidence, Set<Integer> used) {
    List<RecordedConnection> some =
        evidence.recording().connections().stream()
            .filter(c -> used.isEmpty() || used.contains(c.id()) || Visibility.isOpaque(c))
            .filter(c -> !c.isCancelRequest())
            .toList();
    List<String> lines = new ArrayList<>();
    some.stream().limit(MOST_CONNECTIONS).forEach(c -> lines.add(ConnectionText.line(c)));
    if (some.size() > MOST_CONNECTIONS) {
      lines.add("… and " + (some.size() - MOST_CONNECTIONS) + " more connections");
    }
    return lines;
  }
}
