package dev.postgreswire.type;

import dev.postgreswire.wire.Bytes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whether a value is the one that a test expects, whichever classes the two are of. */
final class Matching {
  private static final List<Reading> READINGS =
      List.of(
          new Reading(Number.class, PgType.NUMERIC),
          new Reading(Boolean.class, PgType.BOOL),
          new Reading(UUID.class, PgType.UUID),
          new Reading(LocalDate.class, PgType.DATE),
          new Reading(LocalTime.class, PgType.TIME),
          new Reading(OffsetTime.class, PgType.TIMETZ),
          new Reading(LocalDateTime.class, PgType.TIMESTAMP),
          new Reading(OffsetDateTime.class, PgType.TIMESTAMPTZ),
          new Reading(Interval.class, PgType.INTERVAL),
          new Reading(Bytes.class, PgType.BYTEA));

  private Matching() {}

  static boolean matches(Object actual, Object expected) {
    Object wanted = normalize(expected);
    if (actual == null || wanted == null) {
      return actual == wanted;
    }
    if (actual instanceof List<?> list && wanted instanceof List<?> wantedList) {
      return matchesEach(list, wantedList);
    }
    if (actual instanceof Number number && wanted instanceof Number wantedNumber) {
      return compare(number, wantedNumber);
    }
    if (actual instanceof OffsetDateTime time && wanted instanceof OffsetDateTime wantedTime) {
      return time.isEqual(wantedTime);
    }
    return actual.equals(wanted) || (actual instanceof String text && matchesText(text, wanted));
  }

  private static boolean matchesEach(List<?> actual, List<?> expected) {
    Iterator<?> wanted = expected.iterator();
    return actual.size() == expected.size()
        && actual.stream().allMatch(element -> matches(element, wanted.next()));
  }

  private static boolean compare(Number actual, Number expected) {
    Optional<BigDecimal> number = decimal(actual);
    Optional<BigDecimal> wanted = decimal(expected);
    return (number.isPresent() && wanted.isPresent())
        ? number.get().compareTo(wanted.get()) == 0
        : actual.toString().equals(expected.toString());
  }

  /** A {@code float} counts for the decimal that it prints as; NaN and the infinities have none. */
  private static Optional<BigDecimal> decimal(Number number) {
    try {
      return Optional.of(new BigDecimal(number.toString()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Reads the text, whose type is not known or is text, as one of the class of {@code wanted}. */
  private static boolean matchesText(String text, Object wanted) {
    if (text.equals(wanted.toString())) {
      return true;
    }
    Optional<PgType> type =
        READINGS.stream()
            .filter(reading -> reading.expected().isInstance(wanted))
            .map(Reading::type)
            .findFirst();
    try {
      Object value = type.isPresent() ? Codecs.of(type.get()).parse(text) : text;
      return !(value instanceof String) && matches(value, wanted);
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static Object normalize(Object expected) {
    if (expected instanceof byte[] bytes) {
      return Bytes.of(bytes);
    }
    if (expected instanceof Object[] array) {
      return Arrays.asList(array);
    }
    if (expected instanceof Instant instant) {
      return instant.atOffset(ZoneOffset.UTC);
    }
    return expected instanceof ZonedDateTime time ? time.toOffsetDateTime() : expected;
  }

  /** As which type a text is read when an object of this class is expected. */
  private record Reading(Class<?> expected, PgType type) {}
}
