package dev.postgreswire.type;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.Format;
import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What PROTOCOL.md §9 shows of the types, and what is done about bytes that are none. */
class ValuesTest {
  private static final Oid USER_TYPE = new Oid(16_385);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOL        | 01 | t",
        "BOOL        | 00 | f",
        "BYTEA       | 00ff | \\x00ff",
        "CHAR        | 78 | x",
        "CHAR        | ff | \\377",
        "NAME        | 6e6d | nm",
        "INT4        | fffffffe | -2",
        "OID         | 00000010 | 16",
        "OID         | ffffffff | 4294967295",
        "OID8        | ffffffffffffffff | 18446744073709551615",
        "REGDATABASE | 00000005 | 5",
        "REGPROC     | 00000000 | -",
        "TID         | 000000010002 | (1,2)",
        "JSONB       | 01 7b2261223a20317d | {\"a\": 1}",
        "FLOAT4      | 3fc00000 | 1.5",
        "NUMERIC     | 0003 0001 0000 0003 0001 0929 1a7c | 12345.678",
        "NUMERIC     | 0000000000000000 | 0",
        "NUMERIC     | 00000000d0000020 | Infinity",
        "NUMERIC     | 00000000f0000000 | -Infinity",
        "NUMERIC     | 00000000c0000000 | NaN",
        "MONEY       | 00000000000004d2 | $12.34",
        "DATE        | ffffffff | 1999-12-31",
        "DATE        | 7fffffff | infinity",
        "DATE        | 80000000 | -infinity",
        "TIME        | 00000000000f4240 | 00:00:01",
        "TIME        | 000000141dd76000 | 24:00:00",
        "TIMETZ      | 0000000000000000 ffffe3e0 | 00:00:00+02",
        "TIMESTAMP   | 0000000000000000 | 2000-01-01 00:00:00",
        "TIMESTAMPTZ | ffffffffffffffff | 1999-12-31 23:59:59.999999+00",
        "INTERVAL    | 00000000002dc6c0 00000002 00000001 | 1 mon 2 days 00:00:03",
        "INTERVAL    | 7fffffffffffffff 7fffffff 7fffffff | infinity",
        "INTERVAL    | 8000000000000000 80000000 80000000 | -infinity",
        "INET        | 02180004c0a80105 | 192.168.1.5/24",
        "CIDR        | 02200104c0a80105 | 192.168.1.5/32",
        "BIT         | 00000003 a0 | 101",
        "PG_LSN      | 00000016b374d848 | 16/B374D848",
        "INT4RANGE   | 02 00000004 00000001 00000004 00000005 | [1,5)",
        "INT4RANGE   | 01 | empty",
        "INT4MULTIRANGE | 00000000 | {}",
        "VOID        | '' | ''",
      })
  void printsBinaryAsTheServerDoes(PgType type, String hex, String text) {
    TypedValue value = binary(type.oid(), hex);

    assertThat(value.fault()).isEmpty();
    assertThat(value.text()).isEqualTo(text);
    assertThat(value).hasToString(text);
  }

  @Test
  void printsAnArrayWithNulls() {
    Oid array = PgType.INT4.arrayOid().orElseThrow();

    TypedValue value =
        binary(array, "00000001 00000001 00000017 00000002 00000000 00000004 00000007 ffffffff");

    assertThat(value.text()).isEqualTo("[0:1]={7,NULL}");
    assertThat(value.value()).isEqualTo(Arrays.asList(7, null));
    assertThat(value.typeName()).isEqualTo("int4[]");
  }

  @Test
  void leavesNullAlone() {
    TypedValue value = Values.decode(PgType.INT4.oid(), Format.BINARY, Optional.empty(), UTF_8);

    assertThat(value.isNull()).isTrue();
    assertThat(value.value()).isNull();
    assertThat(value.text()).isEqualTo("NULL");
    assertThat(value.fault()).isEmpty();
  }

  @Test
  void readsAnUnknownTypeAsTextOrLeavesItAsBytes() {
    assertThat(text(USER_TYPE, "happy").value()).isEqualTo("happy");
    assertThat(text(Oid.UNSPECIFIED, "2026").value()).isEqualTo("2026");

    TypedValue binary = binary(USER_TYPE, "6861707079");
    assertThat(binary.value()).isEqualTo(Bytes.ofHex("6861707079"));
    assertThat(binary.text()).isEqualTo("\\x6861707079");
    assertThat(binary.typeName()).isEqualTo("16385");
    assertThat(binary.fault()).isEmpty();
  }

  @Test
  void showsAnUnknownTypeWithinARecordAsBytes() {
    assertThat(binary(PgType.RECORD.oid(), "00000001 00004001 00000001 61").text())
        .isEqualTo("(\"\\\\x61\")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INT4    | 0000 | 'value' needs 4 bytes, 2 are left",
        "INT4    | 0000000000 | 1 bytes after the last field",
        "JSONB   | 027b7d | 'version' is 2",
        "NUMERIC | ffff 7fff 0000 0000 | 'ndigits' is 65535, more than there are",
        "NUMERIC | 0001 0000 0000 ffff 0001 | 'dscale' is 65535",
        "NUMERIC | 0001 0000 0000 0000 2710 | 'digit' is 10000",
        "NUMERIC | 0001 0000 1234 0000 0001 | 'sign' is 4660",
        "DATE    | 7ffffffe | out of range",
        "TIME    | 7fffffffffffffff | out of range",
        "TIMETZ  | 0000000000000000 7fffffff | out of range",
        "TIMESTAMP | 7ffffffffffffffe | out of range",
        "TEXT    | c3 | not valid UTF-8",
        "BIT     | 7fffffff 00 | 'bits' is 2147483647",
        "INET    | 02ff0004c0a80105 | 255 bits",
        "PATH    | 01 7fffffff | needs 8 bytes",
        "TSVECTOR | 7fffffff 6100ffff | needs 2 bytes",
        "INT4RANGE | 02 ffffffff | 'bound' is NULL",
        "INT4MULTIRANGE | ffffffff | 'ranges' has a count of -1",
        "RECORD  | 7fffffff | needs 4 bytes",
      })
  void keepsMalformedBytesAndSaysWhy(PgType type, String hex, String reason) {
    TypedValue value = binary(type.oid(), hex);

    assertThat(value.fault().orElseThrow())
        .startsWith("not a readable " + type.typeName())
        .contains(reason);
    assertThat(value.value()).isEqualTo(Bytes.ofHex(hex));
    assertThat(value.text()).isEqualTo("\\x" + Bytes.ofHex(hex).toHex());
  }

  @Test
  void refusesMoreElementsThanTheBytesCanHold() {
    Oid array = PgType.INT4.arrayOid().orElseThrow();
    String huge = "00000002 00000000 00000017 7fffffff 00000001 7fffffff 00000001 ffffffff";

    assertThat(binary(array, huge).fault().orElseThrow()).contains("more than there are");
    assertThat(binary(array, "00000007 00000000 00000017").fault()).isPresent();
  }

  @Test
  void refusesNestingAndGrowthWithoutBounds() {
    Bytes nested = Bytes.ofHex("00000001 00000019 00000001 22");
    for (int depth = 0; depth < 40; depth++) {
      Bytes head = Bytes.ofHex("00000001 000008c9 %08x".formatted(nested.length()));
      nested = head.plus(nested);
      if (depth == 25) {
        assertThat(binary(PgType.RECORD.oid(), nested.toHex()).fault().orElseThrow())
            .contains("too large");
      }
    }
    assertThat(binary(PgType.RECORD.oid(), nested.toHex()).fault().orElseThrow())
        .contains("nests deeper");

    String number = "0000000a 0001 7fff 0000 0000 0001";
    String array = "00000001 00000000 000006a4 00000064 00000001" + number.repeat(100);
    assertThat(binary(PgType.NUMERIC.arrayOid().orElseThrow(), array).fault().orElseThrow())
        .contains("too large");
  }

  @Test
  void followsQueriesHoweverDeep() {
    int depth = 20_000;
    String nots = "%08x".formatted(depth + 1) + "0201".repeat(depth) + "01 00 00 6100";
    String ands = "%08x".formatted(2 * depth + 1) + "0202 010000 6200".repeat(depth);

    assertThat(binary(PgType.TSQUERY.oid(), ands + "01 00 00 6100").text())
        .isEqualTo("'a'" + " & 'b'".repeat(depth));
    assertThat(binary(PgType.TSQUERY.oid(), nots).fault().orElseThrow()).contains("too deep");
    assertThat(binary(PgType.TSQUERY.oid(), "00000001 0201").fault().orElseThrow())
        .contains("lack an operand");
    assertThat(binary(PgType.TSQUERY.oid(), "00000002 0100006100 0100006100").fault().orElseThrow())
        .contains("lack an operator");
  }

  @Test
  void keepsTheBytesOfAFormatThatDoesNotExist() {
    TypedValue value =
        Values.decode(PgType.INT4.oid(), Format.of(7), Optional.of(Bytes.ofHex("00000001")), UTF_8);

    assertThat(value.text()).isEqualTo("\\x00000001");
    assertThat(value.fault()).contains("format 7 is unknown");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 9_999, 16_384, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
  void leavesATypeThatNobodyKnowsAsItIs(int oid) {
    Optional<Bytes> bytes = Optional.of(Bytes.ofHex("3132"));

    TypedValue text = Values.decode(new Oid(oid), Format.TEXT, bytes, UTF_8);
    TypedValue binary = Values.decode(new Oid(oid), Format.BINARY, bytes, UTF_8);

    assertThat(text.value()).isEqualTo("12");
    assertThat(text.fault()).isEmpty();
    assertThat(binary.value()).isEqualTo(bytes.get());
    assertThat(binary.fault()).isEmpty();
  }

  @Test
  void readsTextInTheCharacterSetOfTheClient() {
    Optional<Bytes> bytes = Optional.of(Bytes.ofHex("fc"));

    TypedValue latin =
        Values.decode(PgType.TEXT.oid(), Format.TEXT, bytes, StandardCharsets.ISO_8859_1);
    TypedValue utf8 = Values.decode(PgType.TEXT.oid(), Format.TEXT, bytes, UTF_8);

    assertThat(latin.value()).isEqualTo("ü");
    assertThat(utf8.fault().orElseThrow()).contains("not valid UTF-8");
    assertThat(text(PgType.TEXT.oid(), "\uFFFD").value()).isEqualTo("\uFFFD");
  }

  @Test
  void keepsTextThatIsNoneOfItsType() {
    Stream.of(PgType.INT4, PgType.DATE, PgType.NUMERIC, PgType.BOOL, PgType.UUID, PgType.INTERVAL)
        .forEach(
            type -> {
              TypedValue value = text(type.oid(), "tomorrow");
              assertThat(value.value()).isEqualTo("tomorrow");
              assertThat(value.text()).isEqualTo("tomorrow");
              assertThat(value.fault().orElseThrow()).contains(type.typeName());
            });
  }

  @Test
  void namesTypes() {
    assertThat(PgType.nameOf(new Oid(1043))).isEqualTo("varchar");
    assertThat(PgType.elementOf(new Oid(1007))).contains(PgType.INT4);
    assertThat(List.of(PgType.TEXT.length(), PgType.INT8.length())).containsExactly(-1, 8);
  }

  static TypedValue binary(Oid type, String hex) {
    return Values.decode(type, Format.BINARY, Optional.of(Bytes.ofHex(hex)), UTF_8);
  }

  static TypedValue text(Oid type, String text) {
    return Values.decode(type, Format.TEXT, Optional.of(Bytes.of(text, UTF_8)), UTF_8);
  }
}
