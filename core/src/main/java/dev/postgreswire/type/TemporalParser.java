package dev.postgreswire.type;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates and times written the ISO way, by the server or by a client. Other ways depend on
 * settings of the session.
 */
final class TemporalParser {
  private static final String DATE = "(?<year>[0-9]{4,7})-(?<month>[0-9]{2})-(?<day>[0-9]{2})";
  private static final String TIME =
      "(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:\\.(?<fraction>[0-9]{1,9}))?)?";
  private static final String ZONE =
      "(?: ?(?<zone>[zZ]|(?:UTC)|(?<sign>[+-])(?<zh>[0-9]{2})(?::?(?<zm>[0-9]{2}))?(?::?(?<zs>[0-9]{2}))?))?";
  private static final Pattern TIME_PATTERN = Pattern.compile(TIME + ZONE);
  private static final Pattern TIMESTAMP_PATTERN =
      Pattern.compile(DATE + "(?:[ T]" + TIME + ")?" + ZONE + "(?<era> BC| AD)?");
  private static final Pattern INFINITY = Pattern.compile("[+-]?infinity");
  private static final Pattern MIDNIGHT = Pattern.compile("24:00(?::00(?:\\.0*)?)?(?![:.0-9]).*");

  private static final int NANO_DIGITS = 9;
  private static final int NANOS_PER_MICRO = 1000;

  private TemporalParser() {}

  static Object date(String text) {
    LocalDate usual = ServerTime.date(text);
    if (usual != null) {
      return usual;
    }
    return isInfinite(text) ? infinity(text) : localDate(match(TIMESTAMP_PATTERN, text));
  }

  static Object timestamp(String text) {
    LocalDateTime usual = ServerTime.timestamp(text);
    if (usual != null) {
      return usual;
    }
    return isInfinite(text) ? infinity(text) : localDateTime(match(TIMESTAMP_PATTERN, text));
  }

  static Object timestampWithZone(String text) {
    OffsetDateTime usual = ServerTime.timestampWithZone(text);
    if (usual != null) {
      return usual;
    }
    if (isInfinite(text)) {
      return infinity(text);
    }
    Matcher matcher = match(TIMESTAMP_PATTERN, text);
    return localDateTime(matcher).atOffset(offset(matcher)).withOffsetSameInstant(ZoneOffset.UTC);
  }

  static Object time(String text) {
    Matcher matcher = match(TIME_PATTERN, text);
    return isMidnight(matcher) ? "24:00:00" : localTime(matcher);
  }

  static Object timeWithZone(String text) {
    Matcher matcher = match(TIME_PATTERN, text);
    ZoneOffset offset = offset(matcher);
    return isMidnight(matcher)
        ? "24:00:00" + TemporalText.zone(offset)
        : OffsetTime.of(localTime(matcher), offset);
  }

  private static boolean isInfinite(String text) {
    return INFINITY.matcher(text.strip().toLowerCase(Locale.ROOT)).matches();
  }

  private static Object infinity(String text) {
    return text.strip().startsWith("-") ? "-infinity" : "infinity";
  }

  private static Matcher match(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text.strip());
    if (!matcher.matches()) {
      throw new DateTimeException("it is not written the ISO way");
    }
    return matcher;
  }

  private static LocalDate localDate(Matcher matcher) {
    int year = Integer.parseInt(matcher.group("year"));
    boolean isBeforeChrist = " BC".equals(matcher.group("era"));
    return LocalDate.of(
        isBeforeChrist ? 1 - year : year, number(matcher, "month"), number(matcher, "day"));
  }

  private static LocalDateTime localDateTime(Matcher matcher) {
    LocalDateTime midnight = localDate(matcher).atStartOfDay();
    if (matcher.group("hour") == null) {
      return midnight;
    }
    if (isMidnight(matcher)) {
      return midnight.plusDays(1);
    }
    // Rounding may carry into the next day.
    return midnight.with(whole(matcher)).plusNanos(nanos(matcher));
  }

  private static boolean isMidnight(Matcher matcher) {
    String time = matcher.group().substring(matcher.start("hour") - matcher.start());
    return MIDNIGHT.matcher(time).matches();
  }

  private static LocalTime localTime(Matcher matcher) {
    LocalTime whole = whole(matcher);
    LocalTime rounded = whole.plusNanos(nanos(matcher));
    if (rounded.isBefore(whole)) {
      throw new DateTimeException("it rounds to 24:00:00");
    }
    return rounded;
  }

  private static LocalTime whole(Matcher matcher) {
    return LocalTime.of(
        number(matcher, "hour"), number(matcher, "minute"), number(matcher, "second"));
  }

  /** Rounds to microseconds as the server does. */
  private static long nanos(Matcher matcher) {
    String fraction = matcher.group("fraction");
    if (fraction == null) {
      return 0;
    }
    double nanos = Long.parseLong(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
    return (long) Math.rint(nanos / NANOS_PER_MICRO) * NANOS_PER_MICRO;
  }

  private static ZoneOffset offset(Matcher matcher) {
    if (matcher.group("zone") == null) {
      throw new DateTimeException("it has no zone, and that of the session is unknown");
    }
    if (matcher.group("sign") == null) {
      return ZoneOffset.UTC;
    }
    int sign = matcher.group("sign").equals("-") ? -1 : 1;
    return ZoneOffset.ofHoursMinutesSeconds(
        sign * number(matcher, "zh"), sign * number(matcher, "zm"), sign * number(matcher, "zs"));
  }

  private static int number(Matcher matcher, String group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
