package dev.postgreswire.benchmarks.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@link Rounds} gave.
 *
 * @param title what was measured
 * @param unit what the figures count
 * @param series of each variant, the baseline's first
 */
public record Comparison(String title, Unit unit, Map<String, Series> series) {
  /** Copies the map. */
  public Comparison {
    series = Collections.unmodifiableMap(new LinkedHashMap<>(series));
  }

  /** Returns the name of the variant to which the others are compared. */
  public String baseline() {
    return series.keySet().iterator().next();
  }

  /** Returns a variant's ratio to the baseline, round by round. */
  public Series ratio(String variant) {
    return series.get(variant).dividedBy(series.get(baseline()));
  }

  /** Returns what a variant adds to the baseline, round by round. */
  public Series added(String variant) {
    return series.get(variant).minus(series.get(baseline()));
  }

  /** Returns a table for people: ratios first, each a median with its quartiles. */
  public String table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            title,
            "× " + baseline(),
            "quartiles",
            unit.name(),
            "quartiles",
            (unit.smallerIsBetter() ? "added " : "more ") + unit.name()));
    for (String variant : series.keySet()) {
      Series ratio = ratio(variant);
      Series figures = series.get(variant);
      rows.add(
          List.of(
              variant,
              String.format(Locale.ROOT, "%.3f", ratio.median()),
              String.format(Locale.ROOT, "%.3f – %.3f", ratio.quantile(0.25), ratio.quantile(0.75)),
              figure(figures.median()),
              figure(figures.quantile(0.25)) + " – " + figure(figures.quantile(0.75)),
              variant.equals(baseline()) ? "" : figure(added(variant).median())));
    }
    return Table.of(rows);
  }

  /** Writes a figure with three digits at least, and no more decimals than that takes. */
  private static String figure(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
