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
    long minute = seconds / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE;
    String text = "%02d:%02d:%02d".formatted(hours, minute, seconds % SECONDS_PER_MINUTE);
    return micros == 0 ? text : (text + ".%06d".formatted(micros)).replaceAll("0+$", "");
  }

  static String zone(ZoneOffset offset) {
    int seconds = Math.abs(offset.getTotalSeconds());
    String text = (offset.getTotalSeconds() < 0 ? "-" : "+") + two(seconds / SECONDS_PER_HOUR);
    int minutes = seconds / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE;
    int rest = seconds % SECONDS_PER_MINUTE;
    if (rest != 0) {
      return text + ":" + two(minutes) + ":" + two(rest);
    }
    return minutes == 0 ? text : text + ":" + two(minutes);
  }

  private static String withoutEra(LocalDate date) {
    int year = date.getYear();
    return "%04d-%02d-%02d"
        .formatted(year > 0 ? year : 1 - year, date.getMonthValue(), date.getDayOfMonth());
  }

  private static String era(LocalDate date) {
    return date.getYear() > 0 ? "" : " BC";
  }

  private static String two(int number) {
    return "%02d".formatted(number);
  }
}
