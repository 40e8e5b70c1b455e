package dev.postgreswire.assertj;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.postgreswire.recording.Origin;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedDiagnostic;
import dev.postgreswire.recording.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What to know beside a table: what is not in it and why, and whose connections those are. */
final class Remarks {
  private static final int MOST_CONNECTIONS = 5;
  private static final int MOST_DIAGNOSTICS = 5;
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
    for (int i = 0; i < Math.min(elements.size(), MOST_DIAGNOSTICS); i++) {
      if (elements.get(i) instanceof RecordedDiagnostic diagnostic) {
        remarks.addAll(DiagnosticText.fields(i + 1, kind.one(), diagnostic, evidence));
      }
    }
    if (kind.type() != RecordedConnection.class) {
      Set<Integer> used = new TreeSet<>();
      elements.forEach(element -> used.add(kind.connection().applyAsInt(element)));
      remarks.addAll(connections(evidence, used));
    }
    return remarks.stream().map(line -> Texts.cut(line, TextTable.WIDTH)).toList();
  }

  /** Returns lines about the statements of a recording that are not among {@code shown}. */
  private static List<String> notCounted(Evidence evidence, Set<?> shown) {
    List<Statement> others =
        evidence.recording().statements().stream().filter(s -> !shown.contains(s)).toList();
    List<String> lines = new ArrayList<>();
    for (Origin origin : List.of(Origin.DRIVER, Origin.POOL)) {
      others.stream()
          .filter(statement -> statement.origin() == origin)
          .collect(groupingBy(Statement::originReason, LinkedHashMap::new, toList()))
          .forEach((reason, some) -> lines.add(byOthers(origin, reason, some)));
    }
    if (!lines.isEmpty()) {
      lines.add(0, "not counted (allStatements() includes them):");
    }
    Map<String, Long> commands =
        counts(
            others.stream()
                .filter(statement -> statement.origin() == Origin.APPLICATION)
                .map(statement -> statement.command().orElse("without a tag")));
    if (!commands.isEmpty()) {
      lines.add("other statements of the application: " + times(commands));
    }
    return lines;
  }

  private static String byOthers(Origin origin, String reason, List<Statement> statements) {
    Map<String, Long> texts =
        counts(statements.stream().map(s -> Texts.cut(StatementText.sql(s), TEXT_WIDTH)));
    return "  "
        + statements.size()
        + " by the "
        + Texts.words(origin)
        + ": "
        + times(texts)
        + " ("
        + reason
        + ")";
  }

  private static Map<String, Long> counts(Stream<String> texts) {
    return texts.collect(groupingBy(text -> text, LinkedHashMap::new, counting()));
  }

  /** Returns such as {@code COMMIT × 2, ROLLBACK}. */
  private static String times(Map<String, Long> counts) {
    String texts =
        counts.entrySet().stream()
            .limit(MOST_TEXTS)
            .map(e -> e.getValue() == 1 ? e.getKey() : e.getKey() + " × " + e.getValue())
            .collect(joining(", "));
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
