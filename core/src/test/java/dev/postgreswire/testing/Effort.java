package dev.postgreswire.testing;

/**
 * How much tests try that try many things. Mutation testing runs them again for each mutation that
 * lives: {@code -Deffort.little=true} has them do with little.
 */
public final class Effort {
  /** Whether little has to do. */
  public static final boolean IS_LITTLE = Boolean.getBoolean("effort.little");

  private Effort() {}

  /** Returns {@code much}, or a tenth of it. */
  public static int of(int much) {
    return IS_LITTLE ? Math.max(1, much / 10) : much;
  }
}
