package dev.postgreswire.benchmarks.growth;

import dev.postgreswire.benchmarks.measure.Comparison;
import dev.postgreswire.benchmarks.measure.Results;
import dev.postgreswire.benchmarks.measure.Rounds;
import dev.postgreswire.benchmarks.measure.Table;
import dev.postgreswire.benchmarks.measure.Unit;
import dev.postgreswire.benchmarks.measure.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What steps cost a message, at several sizes: what grows no faster than a recording is a row of
 * the same figures. At each size as many messages are gone through in all, so that each has the
 * same chance.
 */
final class Matrix {
  private static final Unit NANOS = new Unit("ns a message", true);

  private final String title;
  private final Session session;
  private final List<Size> sizes;
  private final int rounds;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();

  Matrix(String title, Session session, List<Size> sizes, int rounds) {
    this.title = title;
    this.session = session;
    this.sizes = sizes;
    this.rounds = rounds;
    List<String> heading = new ArrayList<>(List.of(title + ", a message"));
    sizes.forEach(size -> heading.add(size.toString()));
    heading.add("last / first");
    rows.add(heading);
  }

  /** Adds a row of nanoseconds. */
  Matrix time(String name, Step step) throws Exception {
    return row(name, NANOS, true, step);
  }

  /** Adds a row of bytes. */
  Matrix bytes(String name, Step step) throws Exception {
    return row(name, new Unit("B a message", true), false, step);
  }

  private Matrix row(String name, Unit unit, boolean often, Step step) throws Exception {
    Rounds compared =
        Rounds.of(title + ": " + name, unit)
            .baseline(sizes.get(0).toString(), workload(step, sizes.get(0), often));
    for (Size size : sizes.subList(1, sizes.size())) {
      compared.variant(size.toString(), workload(step, size, often));
    }
    Comparison comparison = compared.run(rounds);
    comparisons.add(comparison);
    rows.add(row(name + ", " + (often ? "ns" : "B"), comparison));
    return this;
  }

  private Workload workload(Step step, Size size, boolean often) {
    int most = sizes.get(sizes.size() - 1).messages();
    int times = often ? Math.max(1, most / size.messages()) : 1;
    double messages = times * (double) session.played(size.each()) * size.connections();
    return () -> {
      long sum = 0;
      for (int i = 0; i < times; i++) {
        sum += step.cost(session, size);
      }
      return sum / messages;
    };
  }

  private List<String> row(String name, Comparison comparison) {
    List<String> row = new ArrayList<>(List.of(name));
    for (Size size : sizes) {
      double median = comparison.series().get(size.toString()).median();
      row.add(String.format(Locale.ROOT, median < 10 ? "%.2f" : "%,.0f", median));
    }
    String last = sizes.get(sizes.size() - 1).toString();
    row.add(String.format(Locale.ROOT, "%.2f", comparison.ratio(last).median()));
    return row;
  }

  /** Prints the table, and keeps the figures. */
  void into(Results results) {
    System.out.println(Table.of(rows));
    comparisons.forEach(results::keep);
  }
}
