package dev.postgreswire.report.capture;

import java.time.Instant;

/** Points in time as files of packets have them: whatever the numbers are, an Instant comes out. */
final class Times {
  private static final long NANOS = 1_000_000_000;
  private static final long YEAR_9999 = 253_402_300_799L;

  private Times() {}

  /** Returns the time {@code nanos} after {@code seconds}. */
  static Instant of(long seconds, long nanos) {
    return Instant.ofEpochSecond(Math.max(0, Math.min(YEAR_9999, seconds)), nanos % NANOS);
  }

  /**
   * Returns the time {@code ticks}, which are unsigned, after {@code offset}.
   *
   * @param perSecond how many ticks a second has
   * @param offset in seconds
   */
  static Instant ofTicks(long ticks, long perSecond, long offset) {
    long seconds = Math.min(YEAR_9999, Long.divideUnsigned(ticks, perSecond));
    long rest = Long.remainderUnsigned(ticks, perSecond);
    long nanos =
        NANOS % perSecond == 0
            ? rest * (NANOS / perSecond)
            : (long) ((double) rest / perSecond * NANOS);
    return of(seconds + Math.max(-YEAR_9999, Math.min(YEAR_9999, offset)), nanos);
  }
}
