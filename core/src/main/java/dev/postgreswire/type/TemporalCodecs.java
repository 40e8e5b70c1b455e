package dev.postgreswire.type;

import dev.postgreswire.wire.WireReader;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;

/**
 * Dates and times: microseconds or days since 2000-01-01. Source: {@code date.c}, {@code
 * timestamp.c}, and the bounds in {@code timestamp.h}.
 */
final class TemporalCodecs {
  static final Codec DATE = Codec.of(TemporalCodecs::date, TemporalParser::date);
  static final Codec TIME = Codec.of(TemporalCodecs::time, TemporalParser::time);
  static final Codec TIMETZ = Codec.of(TemporalCodecs::timeWithZone, TemporalParser::timeWithZone);
  static final Codec TIMESTAMP = Codec.of(in -> timestamp(in, false), TemporalParser::timestamp);
  static final Codec TIMESTAMPTZ =
      Codec.of(in -> timestamp(in, true), TemporalParser::timestampWithZone);
  static final Codec INTERVAL = Codec.printing(TemporalCodecs::interval, IntervalParser::parse);

  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1000;
  private static final int ZONE_LIMIT_SECONDS = 16 * 3600;

  private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);
  private static final int FIRST_DAY = -2_451_545;
  private static final int END_DAY = 2_145_031_949;
  private static final long FIRST_MICRO = -211_813_488_000_000_000L;
  private static final long END_MICRO = 9_223_371_331_200_000_000L;

  private TemporalCodecs() {}

  private static Decoded date(WireReader in) {
    int days = in.int32("days");
    if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
      return Decoded.of(days > 0 ? "infinity" : "-infinity");
    }
    if (days < FIRST_DAY || days >= END_DAY) {
      throw in.fault("days", "is out of range: " + days, 0);
    }
    LocalDate date = EPOCH.plusDays(days);
    return new Decoded(date, TemporalText.date(date));
  }

  private static Decoded time(WireReader in) {
    long micros = timeOfDay(in);
    String text = TemporalText.time(micros);
    return micros == MICROS_PER_DAY ? Decoded.of(text) : new Decoded(localTime(micros), text);
  }

  private static Decoded timeWithZone(WireReader in) {
    long micros = timeOfDay(in);
    int west = in.int32("zone");
    if (Math.abs((long) west) >= ZONE_LIMIT_SECONDS) {
      throw in.fault("zone", "is out of range: " + west, 0);
    }
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(-west);
    String text = TemporalText.time(micros) + TemporalText.zone(offset);
    return micros == MICROS_PER_DAY
        ? Decoded.of(text)
        : new Decoded(OffsetTime.of(localTime(micros), offset), text);
  }

  private static Decoded timestamp(WireReader in, boolean zoned) {
    long micros = in.int64("microseconds");
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      return Decoded.of(micros > 0 ? "infinity" : "-infinity");
    }
    if (micros < FIRST_MICRO || micros >= END_MICRO) {
      throw in.fault("microseconds", "is out of range: " + micros, 0);
    }
    long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
    int nanos = Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO;
    LocalDateTime time = EPOCH.atStartOfDay().plusSeconds(seconds).plusNanos(nanos);
    return zoned
        ? new Decoded(time.atOffset(ZoneOffset.UTC), TemporalText.timestamp(time, "+00"))
        : new Decoded(time, TemporalText.timestamp(time, ""));
  }

  private static Interval interval(WireReader in) {
    long micros = in.int64("microseconds");
    int days = in.int32("days");
    return new Interval(in.int32("months"), days, micros);
  }

  private static long timeOfDay(WireReader in) {
    long micros = in.int64("microseconds");
    if (micros < 0 || micros > MICROS_PER_DAY) {
      throw in.fault("microseconds", "is out of range: " + micros, 0);
    }
    return micros;
  }

  private static LocalTime localTime(long micros) {
    return LocalTime.ofNanoOfDay(micros * NANOS_PER_MICRO);
  }
}
