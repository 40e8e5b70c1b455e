package dev.postgreswire.junit;

/** What the window of a test spans: only what is said within it is asserted on. */
public enum WireWindow {
  /**
   * The test method, or each dynamic test of a factory method. What {@code @BeforeEach} and
   * {@code @AfterEach} methods do is outside.
   */
  TEST_METHOD,

  /** The test method with its {@code @BeforeEach} and {@code @AfterEach} methods. */
  LIFECYCLE,

  /** All tests of the class, with their setup: from {@code @BeforeAll} to {@code @AfterAll}. */
  CLASS
}
