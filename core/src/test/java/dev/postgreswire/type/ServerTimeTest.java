package dev.postgreswire.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick way and the thorough one must tell the same; a space in front asks for the latter. */
class ServerTimeTest {
  private static final String ALPHABET = "0123456789-: .+TZBC";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-31 12:34:56",
        "2026-03-31 12:34:56.7",
        "2026-03-31 23:59:59.999999",
        "2024-02-29 00:00:00",
        "0001-01-01 00:00:00.000001"
      })
  void readsWhatServersWrite(String text) {
    LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));

    assertThat(ServerTime.timestamp(text)).isEqualTo(time);
    assertThat(ServerTime.date(text.substring(0, 10))).isEqualTo(time.toLocalDate());
    assertThat(ServerTime.timestampWithZone(text + "+02")).isEqualTo(utc(time.minusHours(2)));
    assertThat(ServerTime.timestampWithZone(text + "-11")).isEqualTo(utc(time.plusHours(11)));
  }

  private static OffsetDateTime utc(LocalDateTime time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "infinity",
        "2023-02-29 00:00:00",
        "2026-13-01 00:00:00",
        "2026-00-01 00:00:00",
        "2026-01-00 00:00:00",
        "0000-01-01 00:00:00",
        "2026-03-31 24:00:00",
        "2026-03-31 12:60:00",
        "2026-03-31 12:00:60",
        "2026-03-31 12:00:00.",
        "2026-03-31 12:00:00.1234567",
        "2026-03-31 12:00:00 BC",
        "2026-03-31T12:00:00",
        "2026-03-31 12-00-00",
        "12026-03-31 12:00:00",
        "2026-03-31 12:00"
      })
  void leavesTheRest(String text) {
    assertThat(ServerTime.timestamp(text)).isNull();
    assertThat(ServerTime.timestampWithZone(text + "+00")).isNull();
  }

  @Test
  void leavesDatesAndZonesOfOtherForms() {
    assertThat(ServerTime.date("2026-03-32")).isNull();
    assertThat(ServerTime.date("2026/03/31")).isNull();
    assertThat(ServerTime.timestampWithZone("2026-03-31 12:00:00")).isNull();
    assertThat(ServerTime.timestampWithZone("2026-03-31 12:00:00+05:30")).isNull();
    assertThat(ServerTime.timestampWithZone("2026-03-31 12:00:00+16")).isNull();
    assertThat(ServerTime.timestampWithZone("2026-03-31 12:00:00+x0")).isNull();
  }

  @Test
  void tellsTheSameAsTheThoroughWay() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      String text = broken(written(random), random);
      assertSame(text, TemporalParser::date);
      assertSame(text.substring(0, Math.min(10, text.length())), TemporalParser::date);
      assertSame(text, TemporalParser::timestamp);
      assertSame(text, TemporalParser::timestampWithZone);
    }
  }

  private static void assertSame(String text, Function<String, Object> parse) {
    Object[] thorough = new Object[1];
    Throwable failure = catchThrowable(() -> thorough[0] = parse.apply(" " + text));
    Object[] quick = new Object[1];
    Throwable quickFailure = catchThrowable(() -> quick[0] = parse.apply(text));
    assertThat(quick[0]).as(text).isEqualTo(thorough[0]);
    assertThat(quickFailure == null).as(text).isEqualTo(failure == null);
  }

  private static String written(Random random) {
    LocalDate date = LocalDate.of(1 + random.nextInt(9999), 1, 1).plusDays(random.nextInt(365));
    return "%04d-%02d-%02d %02d:%02d:%02d%s%s"
        .formatted(
            date.getYear(),
            date.getMonthValue(),
            date.getDayOfMonth(),
            random.nextInt(25),
            random.nextInt(61),
            random.nextInt(61),
            random.nextBoolean() ? "." + random.nextInt(1_000_000) : "",
            random.nextBoolean() ? "%+03d".formatted(random.nextInt(35) - 17) : "");
  }

  /** Puts a character of another into every second text. */
  private static String broken(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    if (random.nextBoolean()) {
      char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      changed.setCharAt(random.nextInt(text.length()), other);
    }
    return changed.toString();
  }
}
