package dev.postgreswire.type;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Dates and times as the server prints them with {@code DateStyle} ISO. Source: {@code datetime.c}.
 */
final class TemporalText {
  private static final int SECONDS_PER_HOUR = 3600;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int MICROS_PER_SECOND = 1_000_000;
  private static final int MICRO_DIGITS = 6;
  private static final int YEAR_DIGITS = 4;

  private TemporalText() {}

  static String date(LocalDate date) {
    return withoutEra(date) + era(date);
  }

  /** Prints a date and time; {@code zone} comes before the era. */
  static String timestamp(LocalDateTime time, String zone) {
    long micros = time.toLocalTime().toNanoOfDay() / 1000;
    LocalDate date = time.toLocalDate();
    return withoutEra(date) + " " + time(micros) + zone + era(date);
  }

  /** Prints a time of day; 24:00:00 is one. */
  static String time(long micros) {
    long seconds = micros / MICROS_PER_SECOND;
    return clock(seconds / SECONDS_PER_HOUR, seconds, micros % MICROS_PER_SECOND);
  }

  /** Prints hours, the minutes and seconds within {@code seconds}, and microseconds if any. */
  static String clock(long hours, long seconds, long micros) {
    StringBuilder text = new StringBuilder();
    pad(text, hours, 2).append(':');
    pad(text, seconds / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE, 2).append(':');
    pad(text, seconds % SECONDS_PER_MINUTE, 2);
    if (micros != 0) {
      pad(text.append('.'), micros, MICRO_DIGITS);
      while (text.charAt(text.length() - 1) == '0') {
        text.setLength(text.length() - 1);
      }
    }
    return text.toString();
  }

  static String zone(ZoneOffset offset) {
    int seconds = Math.abs(offset.getTotalSeconds());
    StringBuilder text = new StringBuilder(offset.getTotalSeconds() < 0 ? "-" : "+");
    pad(text, seconds / SECONDS_PER_HOUR, 2);
    if (seconds % SECONDS_PER_HOUR != 0) {
      pad(text.append(':'), seconds / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE, 2);
    }
    if (seconds % SECONDS_PER_MINUTE != 0) {
      pad(text.append(':'), seconds % SECONDS_PER_MINUTE, 2);
    }
    return text.toString();
  }

  private static String withoutEra(LocalDate date) {
    int year = date.getYear();
    StringBuilder text = new StringBuilder();
    pad(text, year > 0 ? year : 1 - year, YEAR_DIGITS).append('-');
    pad(text, date.getMonthValue(), 2).append('-');
    return pad(text, date.getDayOfMonth(), 2).toString();
  }

  private static String era(LocalDate date) {
    return date.getYear() > 0 ? "" : " BC";
  }

  private static StringBuilder pad(StringBuilder text, long number, int digits) {
    String written = Long.toString(number);
    return text.append("0".repeat(Math.max(0, digits - written.length()))).append(written);
  }
}
