package dev.postgreswire.benchmarks.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures several variants of the same thing, in rounds: in each round every variant once, in an
 * order that is drawn anew. What the machine does meanwhile meets all of them alike, so the ratios
 * of one round can be trusted where its figures cannot.
 *
 * <p>The first variant is the baseline; it is measured once more in each round, under another name,
 * for how far a thing differs from itself shows what a difference means.
 */
public final class Rounds {
  /** What the second measurement of the baseline is called. */
  public static final String AGAIN = " again";

  private static final long SEED = 42;

  private final String title;
  private final Unit unit;
  private final Map<String, Workload> variants = new LinkedHashMap<>();

  private Rounds(String title, Unit unit) {
    this.title = title;
    this.unit = unit;
  }

  /**
   * Begins.
   *
   * @param title what is measured, as the heading of a table
   */
  public static Rounds of(String title, Unit unit) {
    return new Rounds(title, unit);
  }

  /** Adds the baseline, which comes first and twice. */
  public Rounds baseline(String name, Workload workload) {
    if (!variants.isEmpty()) {
      throw new IllegalStateException("the baseline comes first");
    }
    return variant(name, workload).variant(name + AGAIN, workload);
  }

  /** Adds a variant. */
  public Rounds variant(String name, Workload workload) {
    if (variants.put(name, workload) != null) {
      throw new IllegalArgumentException("two variants are called " + name);
    }
    return this;
  }

  /**
   * Measures; first each variant once without counting it.
   *
   * @param rounds how many, at least 1
   * @throws Exception what a workload threw
   */
  public Comparison run(int rounds) throws Exception {
    for (Workload workload : variants.values()) {
      workload.measure();
    }
    Map<String, double[]> figures = new LinkedHashMap<>();
    variants.keySet().forEach(name -> figures.put(name, new double[rounds]));
    List<String> order = new ArrayList<>(variants.keySet());
    Random random = new Random(SEED);
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(order, random);
      for (String name : order) {
        figures.get(name)[round] = variants.get(name).measure();
      }
    }
    Map<String, Series> series = new LinkedHashMap<>();
    figures.forEach((name, values) -> series.put(name, Series.of(values)));
    return new Comparison(title, unit, series);
  }
}
