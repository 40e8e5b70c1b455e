package dev.postgreswire.benchmarks.measure;

/** Something that can be measured again and again. */
@FunctionalInterface
public interface Workload {
  /**
   * Works for a while.
   *
   * @return the figure, in the {@link Unit} of the comparison
   */
  double measure() throws Exception;
}
