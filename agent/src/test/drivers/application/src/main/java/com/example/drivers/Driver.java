package com.example.drivers;

import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;

/** A driver, as an application uses it. */
public interface Driver extends AutoCloseable {
  /** Connects. */
  Session open(Cell cell, Target target) throws Exception;

  /**
   * Returns which of the {@link Failure failures} it notices within {@link Target#connectMillis()},
   * or at once.
   */
  default Set<Failure> failures() {
    return EnumSet.allOf(Failure.class);
  }

  /**
   * Does what only this driver can.
   *
   * @param settings of {@link Application}
   */
  default void doMore(Properties settings, Target target, Report report) throws Exception {}

  /** Ends its threads. */
  @Override
  default void close() {}
}
