package dev.postgreswire.type;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads intervals in the styles {@code postgres} and {@code iso_8601}, and in the words that
 * clients use ({@code 1 years 2 mons 3 days 4 hours 5 mins 6.7 secs}).
 */
final class IntervalParser {
  private static final String NUMBER = "[+-]?[0-9]{1,19}(?:\\.[0-9]{1,9})?";
  private static final Pattern PART =
      Pattern.compile(
          "\\s*(?:(?<sign>[+-])?(?<hours>[0-9]{1,10}):(?<minutes>[0-9]{2})"
              + "(?::(?<seconds>[0-9]{2}(?:\\.[0-9]{1,9})?))?"
              + "|(?<number>"
              + NUMBER
              + ")\\s*(?<unit>[a-zµ]+))\\s*");
  private static final Pattern ISO_PART =
      Pattern.compile("(?<number>" + NUMBER + ")(?<unit>[YMWDHS])|(?<time>T)");
  private static final BigDecimal SECOND = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal MINUTE = SECOND.multiply(BigDecimal.valueOf(60));
  private static final BigDecimal HOUR = MINUTE.multiply(BigDecimal.valueOf(60));

  private BigDecimal months = BigDecimal.ZERO;
  private BigDecimal days = BigDecimal.ZERO;
  private BigDecimal micros = BigDecimal.ZERO;

  private IntervalParser() {}

  static Interval parse(String text) {
    String trimmed = text.strip();
    String lower = trimmed.toLowerCase(Locale.ROOT);
    if (lower.equals("infinity")) {
      return Interval.INFINITY;
    }
    if (lower.equals("-infinity")) {
      return Interval.MINUS_INFINITY;
    }
    IntervalParser parser = new IntervalParser();
    if (trimmed.startsWith("P")) {
      parser.parseIso(trimmed);
    } else {
      parser.parseWords(lower);
    }
    return parser.interval();
  }

  private Interval interval() {
    // Less than a whole month or day would be spread over the smaller units; nobody prints that.
    return new Interval(
        months.intValueExact(),
        days.intValueExact(),
        micros.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
  }

  private void parseWords(String text) {
    Matcher part = PART.matcher(text);
    int position = 0;
    while (position < text.length() || position == 0) {
      if (!part.region(position, text.length()).lookingAt()) {
        throw new IllegalArgumentException("it is not an interval from " + position + " on");
      }
      if (part.group("hours") != null) {
        addClock(part);
      } else {
        add(new BigDecimal(part.group("number")), part.group("unit"));
      }
      position = part.end();
    }
  }

  private void addClock(Matcher part) {
    String seconds = part.group("seconds") == null ? "0" : part.group("seconds");
    BigDecimal time =
        new BigDecimal(part.group("hours"))
            .multiply(HOUR)
            .add(new BigDecimal(part.group("minutes")).multiply(MINUTE))
            .add(new BigDecimal(seconds).multiply(SECOND));
    micros = "-".equals(part.group("sign")) ? micros.subtract(time) : micros.add(time);
  }

  private void parseIso(String text) {
    Matcher part = ISO_PART.matcher(text);
    boolean isTime = false;
    int position = 1;
    while (position < text.length()) {
      if (!part.region(position, text.length()).lookingAt()) {
        throw new IllegalArgumentException("it is not ISO 8601 from " + position + " on");
      }
      if (part.group("time") != null) {
        isTime = true;
      } else {
        String unit = part.group("unit");
        boolean isMinute = isTime && unit.equals("M");
        add(new BigDecimal(part.group("number")), isMinute ? "min" : isoUnit(unit));
      }
      position = part.end();
    }
  }

  private static String isoUnit(String letter) {
    return switch (letter) {
      case "Y" -> "year";
      case "M" -> "mon";
      case "W" -> "week";
      case "D" -> "day";
      case "H" -> "hour";
      default -> "sec";
    };
  }

  private void add(BigDecimal number, String unit) {
    switch (unit) {
      case "year", "years", "yr", "yrs", "y" ->
          months = months.add(number.multiply(BigDecimal.valueOf(12)));
      case "mon", "mons", "month", "months" -> months = months.add(number);
      case "week", "weeks", "w" -> days = days.add(number.multiply(BigDecimal.valueOf(7)));
      case "day", "days", "d" -> days = days.add(number);
      default -> micros = micros.add(number.multiply(microsOf(unit)));
    }
  }

  private static BigDecimal microsOf(String unit) {
    return switch (unit) {
      case "hour", "hours", "hr", "hrs", "h" -> HOUR;
      case "min", "mins", "minute", "minutes", "m" -> MINUTE;
      case "sec", "secs", "second", "seconds", "s" -> SECOND;
      case "millisecond", "milliseconds", "msec", "ms" -> BigDecimal.valueOf(1000);
      case "microsecond", "microseconds", "usec", "us" -> BigDecimal.ONE;
      default -> throw new IllegalArgumentException("its unit " + unit + " is unknown");
    };
  }
}
