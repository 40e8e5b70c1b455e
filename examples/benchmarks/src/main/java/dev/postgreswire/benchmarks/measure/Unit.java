package dev.postgreswire.benchmarks.measure;

/**
 * What a figure counts.
 *
 * @param name as it stands behind a figure, such as {@code µs}
 * @param smallerIsBetter whether it is a cost
 */
public record Unit(String name, boolean smallerIsBetter) {
  /** Microseconds for one thing, such as a round trip. */
  public static final Unit MICROSECONDS = new Unit("µs", true);

  /** Milliseconds for one thing, such as a start. */
  public static final Unit MILLISECONDS = new Unit("ms", true);

  /** Millions of bytes (10⁶) in a second. */
  public static final Unit MEGABYTES_PER_SECOND = new Unit("MB/s", false);

  /** Things in a second. */
  public static final Unit PER_SECOND = new Unit("/s", false);

  /** Bytes. */
  public static final Unit BYTES = new Unit("B", true);
}
