package dev.postgreswire.benchmarks.measure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Figures of the same thing, one of each round, in the rounds' order. */
public final class Series {
  private final double[] values;
  private final double[] sorted;

  private Series(double[] values) {
    this.values = values;
    this.sorted = values.clone();
    Arrays.sort(sorted);
  }

  /**
   * Returns a series.
   *
   * @throws IllegalArgumentException when there is not a single value
   */
  public static Series of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a series has one value at least");
    }
    return new Series(values.clone());
  }

  /** Returns the median. */
  public double median() {
    return quantile(0.5);
  }

  /**
   * Returns the value below which a part of the values lies, interpolated.
   *
   * @param part from 0 to 1
   */
  public double quantile(double part) {
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Returns this series divided by another, round by round. */
  public Series dividedBy(Series other) {
    return of(rounds().mapToDouble(round -> values[round] / other.values[round]).toArray());
  }

  /** Returns this series less another, round by round. */
  public Series minus(Series other) {
    return of(rounds().mapToDouble(round -> values[round] - other.values[round]).toArray());
  }

  private IntStream rounds() {
    return IntStream.range(0, values.length);
  }

  /** Returns the values, in the rounds' order. */
  public List<Double> values() {
    return DoubleStream.of(values).boxed().toList();
  }
}
