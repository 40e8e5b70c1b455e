package dev.postgreswire;

import java.util.Objects;

/**
 * A test while it runs: what is kept beside it, such as snapshots, is found by it. Equal to nothing
 * but itself, for the same test may run again.
 */
public final class RunningTest {
  private final Class<?> testClass;
  private final String name;

  /**
   * Creates the identity of a run.
   *
   * @param testClass the class of the test
   * @param name what it is called within its class, such as {@code lists} or {@code lists[2]} for
   *     the second run of a parameterized test
   */
  public RunningTest(Class<?> testClass, String name) {
    this.testClass = Objects.requireNonNull(testClass);
    this.name = Objects.requireNonNull(name);
  }

  /** Returns the class of the test. */
  public Class<?> testClass() {
    return testClass;
  }

  /** Returns what the test is called within its class. */
  public String name() {
    return name;
  }

  /** Returns class and name. */
  @Override
  public String toString() {
    return testClass.getName() + "." + name;
  }
}
