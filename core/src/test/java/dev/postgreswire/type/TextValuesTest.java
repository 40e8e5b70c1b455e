package dev.postgreswire.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values written as text, by servers and by clients, and comparing them with what a test expects.
 */
class TextValuesTest {
  private static final Interval INTERVAL = new Interval(14, 3, 14_706_700_000L);

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(PgType.BOOL, "t", true),
        Arguments.of(PgType.BOOL, " TRUE ", true),
        Arguments.of(PgType.BOOL, "of", false),
        Arguments.of(PgType.BOOL, "0", false),
        Arguments.of(PgType.INT2, "-7", (short) -7),
        Arguments.of(PgType.INT4, "2026", 2026),
        Arguments.of(PgType.INT8, "2026", 2026L),
        Arguments.of(PgType.OID, "4294967295", 4294967295L),
        Arguments.of(PgType.XID8, "5", BigInteger.valueOf(5)),
        Arguments.of(PgType.REGCLASS, "pg_class", "pg_class"),
        Arguments.of(PgType.FLOAT8, "-inf", Double.NEGATIVE_INFINITY),
        Arguments.of(PgType.NUMERIC, "1.50", new BigDecimal("1.50")),
        Arguments.of(PgType.NUMERIC, "1e3", new BigDecimal("1000")),
        Arguments.of(PgType.NUMERIC, "nan", "NaN"),
        Arguments.of(PgType.MONEY, "-$1,234.50", new BigDecimal("-1234.50")),
        Arguments.of(PgType.MONEY, "7", new BigDecimal("7")),
        Arguments.of(PgType.BYTEA, "\\x00 ff", Bytes.ofHex("00ff")),
        Arguments.of(PgType.BYTEA, "a\\\\b\\377", Bytes.ofHex("615c62ff")),
        Arguments.of(
            PgType.UUID,
            "{A0EEBC99-9c0b-4ef8bb6d6bb9bd380a11}",
            UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")),
        Arguments.of(PgType.DATE, "0001-12-31 BC", LocalDate.of(0, 12, 31)),
        Arguments.of(PgType.DATE, "2026-11-21 +01", LocalDate.of(2026, 11, 21)),
        Arguments.of(PgType.TIME, "04:05", LocalTime.of(4, 5)),
        Arguments.of(PgType.TIME, "24:00:00", "24:00:00"),
        Arguments.of(PgType.TIMETZ, "04:05:06-0330", OffsetTime.parse("04:05:06-03:30")),
        Arguments.of(
            PgType.TIMESTAMP,
            "2026-11-21T03:04:05.0000005",
            LocalDateTime.of(2026, 11, 21, 3, 4, 5)),
        Arguments.of(
            PgType.TIMESTAMP, "2026-12-31 23:59:59.9999999", LocalDateTime.of(2027, 1, 1, 0, 0)),
        Arguments.of(
            PgType.TIMESTAMPTZ,
            "2026-11-21 03:04:05+05:30",
            OffsetDateTime.of(2026, 11, 20, 21, 34, 5, 0, ZoneOffset.UTC)),
        Arguments.of(
            PgType.TIMESTAMPTZ,
            "2026-11-21T03:04:05Z",
            OffsetDateTime.of(2026, 11, 21, 3, 4, 5, 0, ZoneOffset.UTC)),
        Arguments.of(PgType.TIMESTAMPTZ, "-infinity", "-infinity"),
        Arguments.of(PgType.INTERVAL, "1 year 2 mons 3 days 04:05:06.7", INTERVAL),
        Arguments.of(PgType.INTERVAL, "1 years 2 mons 3 days 4 hours 5 mins 6.7 secs", INTERVAL),
        Arguments.of(PgType.INTERVAL, "P1Y2M3DT4H5M6.7S", INTERVAL),
        Arguments.of(PgType.INTERVAL, "-1 days +00:00:01", new Interval(0, -1, 1_000_000)),
        Arguments.of(PgType.INT2VECTOR, "1 2", List.of((short) 1, (short) 2)));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsTextsOfServersAndClients(PgType type, String text, Object value) {
    TypedValue typed = ValuesTest.text(type.oid(), text);

    assertThat(typed.fault()).isEmpty();
    assertThat(typed.value()).isEqualTo(value);
    assertThat(typed.text()).isEqualTo(text);
    assertThat(typed.matches(value)).isTrue();
  }

  @Test
  void readsArrays() {
    assertThat(array(PgType.INT4, " [0:1] = { 1 , NULL } ").value())
        .isEqualTo(Arrays.asList(1, null));
    assertThat(array(PgType.TEXT, "{{a b ,\"NULL\"},{\"\",\\NULL}}").value())
        .isEqualTo(List.of(List.of("a b", "NULL"), List.of("", "NULL")));
    assertThat(array(PgType.BOX, "{(1,2),(0,0);(3,4),(0,0)}").value())
        .isEqualTo(List.of("(1,2),(0,0)", "(3,4),(0,0)"));
    assertThat(array(PgType.INT4, "{}").value()).isEqualTo(List.of());
  }

  @Test
  void saysWhatIsWrongWithAnArray() {
    Stream.of("", "1", "{", "{1", "{1,}", "{1}x", "{,1}", "{\"1}", "{1\"2\"}", "{{{{{{{1}}}}}}}")
        .forEach(
            text -> {
              TypedValue value = array(PgType.INT4, text);
              assertThat(value.fault()).as(text).isPresent();
              assertThat(value.value()).isEqualTo(text);
            });
  }

  @Test
  void getsOverTextsOfGreatLength() {
    assertThat(array(PgType.INT4, "[1]".repeat(100_000)).fault()).isPresent();
    assertThat(array(PgType.INT4, "{".repeat(100_000)).fault()).isPresent();
    String digits = "9".repeat(10_000_000);
    Stream.of(PgType.NUMERIC, PgType.XID8, PgType.MONEY, PgType.INTERVAL)
        .forEach(
            type ->
                assertThat(ValuesTest.text(type.oid(), digits).fault())
                    .as(type.name())
                    .isPresent());
    assertThat(ValuesTest.text(PgType.FLOAT8.oid(), digits).matches(Double.POSITIVE_INFINITY))
        .isTrue();
  }

  @Test
  void refusesANumericThatNoServerHolds() {
    assertThat(ValuesTest.text(PgType.NUMERIC.oid(), "1e999999").fault()).isPresent();
    assertThat(ValuesTest.text(PgType.NUMERIC.oid(), "1e-999999").fault()).isPresent();
    assertThat(ValuesTest.text(PgType.NUMERIC.oid(), "1e9999999999").fault()).isPresent();
  }

  @Test
  void matchesNumbersWhateverTheirWidth() {
    TypedValue number = ValuesTest.binary(PgType.INT8.oid(), "00000000000007ea");

    assertThat(number.matches(2026)).isTrue();
    assertThat(number.matches(2026.0)).isTrue();
    assertThat(number.matches("2026")).isTrue();
    assertThat(number.matches(2027)).isFalse();
    assertThat(number.matches(null)).isFalse();
    assertThat(ValuesTest.binary(PgType.FLOAT4.oid(), "3dcccccd").matches(0.1)).isTrue();
    assertThat(ValuesTest.binary(PgType.FLOAT4.oid(), "7fc00000").matches(Double.NaN)).isTrue();
  }

  @Test
  void matchesTextThatHasNoType() {
    assertThat(untyped("2026").matches(2026)).isTrue();
    assertThat(untyped("2026").matches(2027)).isFalse();
    assertThat(untyped("abc").matches(2027)).isFalse();
    assertThat(untyped("2026-11-21").matches(LocalDate.of(2026, 11, 21))).isTrue();
    assertThat(untyped("2026-11-21 01:00:00+01").matches(Instant.parse("2026-11-21T00:00:00Z")))
        .isTrue();
    assertThat(untyped("true").matches(true)).isTrue();
    assertThat(
            untyped("1 days 02:00:00").matches(Interval.of(Period.ofDays(1), Duration.ofHours(2))))
        .isTrue();
  }

  @Test
  void matchesOtherClassesForTheSame() {
    Instant instant = Instant.parse("2000-01-01T00:00:00Z");
    TypedValue time = ValuesTest.binary(PgType.TIMESTAMPTZ.oid(), "0000000000000000");

    assertThat(time.matches(instant)).isTrue();
    assertThat(time.matches(instant.atZone(ZoneId.of("Europe/Berlin")))).isTrue();
    assertThat(time.matches("2000-01-01 00:00:00+00")).isTrue();
    assertThat(ValuesTest.binary(PgType.BYTEA.oid(), "00ff").matches(new byte[] {0, -1})).isTrue();
    assertThat(array(PgType.INT8, "{1,NULL}").matches(new Integer[] {1, null})).isTrue();
    assertThat(array(PgType.INT8, "{1,2}").matches(List.of(1))).isFalse();
  }

  private static TypedValue untyped(String text) {
    return ValuesTest.text(Oid.UNSPECIFIED, text);
  }

  private static TypedValue array(PgType element, String text) {
    return ValuesTest.text(element.arrayOid().orElseThrow(), text);
  }
}
