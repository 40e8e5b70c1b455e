package dev.postgreswire.assertj;

import dev.postgreswire.recording.Batch;
import dev.postgreswire.recording.Statement;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the same SQL executed in several round trips, whatever its parameters: what is known as
 * N+1. The statements of a batch travel together, and do not count.
 */
final class RepeatedStatements {
  private final List<? extends Statement> statements;
  private final Map<String, Set<Integer>> places = new LinkedHashMap<>();

  private RepeatedStatements(List<? extends Statement> statements) {
    this.statements = statements;
  }

  /** Finds those that took at least {@code times} round trips. */
  static RepeatedStatements find(
      List<? extends Statement> statements, List<Batch> batches, int times) {
    Set<Statement> batched = Collections.newSetFromMap(new IdentityHashMap<>());
    batches.stream().filter(b -> b.executions() > 1).forEach(b -> batched.addAll(b.statements()));
    RepeatedStatements found = new RepeatedStatements(statements);
    Map<String, Set<String>> roundTrips = new LinkedHashMap<>();
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      if (!batched.contains(statement) && !statement.sql().isBlank()) {
        String trip = statement.connectionId() + "/" + statement.exchangeIndex();
        roundTrips.computeIfAbsent(statement.sql(), sql -> new HashSet<>()).add(trip);
        found.places.computeIfAbsent(statement.sql(), sql -> new LinkedHashSet<>()).add(i);
      }
    }
    found.places.keySet().removeIf(sql -> roundTrips.get(sql).size() < times);
    return found;
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  /** Returns the places of all of them in the list. */
  Set<Integer> places() {
    Set<Integer> all = new HashSet<>();
    places.values().forEach(all::addAll);
    return all;
  }

  /** Returns a line for each. */
  String lines() {
    StringBuilder out = new StringBuilder();
    places
        .values()
        .forEach(
            some -> {
              Statement first = statements.get(some.iterator().next());
              out.append("\n  ").append(some.size()).append(" × ");
              out.append(Texts.cut(StatementText.sql(first), TextTable.WIDTH - 10));
            });
    return out.toString();
  }

  /** Returns how often the one was executed that was executed most often. */
  int most() {
    return places.values().stream().mapToInt(Set::size).max().orElse(0);
  }
}
