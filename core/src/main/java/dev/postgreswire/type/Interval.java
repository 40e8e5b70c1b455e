package dev.postgreswire.type;

import java.time.Duration;
import java.time.Period;

/**
 * A span of time in the three units that PostgreSQL keeps apart, since a month has no fixed number
 * of days, nor a day one of hours. Source: {@code Interval} in {@code timestamp.h}.
 *
 * @param months months, with twelve for each year
 * @param days days
 * @param microseconds the rest
 */
public record Interval(int months, int days, long microseconds) {
  /** Longer than all others; from PostgreSQL 17 on. */
  public static final Interval INFINITY =
      new Interval(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);

  /** The opposite of {@link #INFINITY}. */
  public static final Interval MINUS_INFINITY =
      new Interval(Integer.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE);

  private static final int MONTHS_PER_YEAR = 12;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_HOUR = 3600 * MICROS_PER_SECOND;
  private static final int NANOS_PER_MICRO = 1000;

  /**
   * Returns an interval of a period and a duration; less than a microsecond is dropped.
   *
   * @throws ArithmeticException if it is too long
   */
  public static Interval of(Period period, Duration duration) {
    long micros =
        Math.addExact(
            Math.multiplyExact(duration.getSeconds(), MICROS_PER_SECOND),
            duration.getNano() / NANOS_PER_MICRO);
    int months =
        Math.addExact(Math.multiplyExact(period.getYears(), MONTHS_PER_YEAR), period.getMonths());
    return new Interval(months, period.getDays(), micros);
  }

  /** Returns what the server prints with {@code IntervalStyle} postgres. */
  @Override
  public String toString() {
    if (equals(INFINITY) || equals(MINUS_INFINITY)) {
      return months > 0 ? "infinity" : "-infinity";
    }
    StringBuilder text = new StringBuilder();
    boolean isNegative = append(text, months / MONTHS_PER_YEAR, "year", false);
    isNegative = append(text, months % MONTHS_PER_YEAR, "mon", isNegative);
    isNegative = append(text, days, "day", isNegative);
    if (microseconds != 0 || text.length() == 0) {
      appendTime(text, isNegative);
    }
    return text.toString();
  }

  /** Appends a part unless it is 0, and returns whether the last part so far is negative. */
  private static boolean append(
      StringBuilder text, int count, String unit, boolean isAfterNegative) {
    if (count == 0) {
      return isAfterNegative;
    }
    text.append(text.length() == 0 ? "" : " ").append(isAfterNegative && count > 0 ? "+" : "");
    text.append(count).append(' ').append(unit).append(count == 1 ? "" : "s");
    return count < 0;
  }

  private void appendTime(StringBuilder text, boolean isAfterNegative) {
    long hours = Math.abs(microseconds / MICROS_PER_HOUR);
    long rest = Math.abs(microseconds % MICROS_PER_HOUR);
    text.append(text.length() == 0 ? "" : " ");
    text.append(microseconds < 0 ? "-" : isAfterNegative ? "+" : "");
    text.append(TemporalText.clock(hours, rest / MICROS_PER_SECOND, rest % MICROS_PER_SECOND));
  }
}
