package dev.postgreswire.type;

import dev.postgreswire.wire.WireReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers of fixed size. Source: {@code int.c}, {@code int8.c}, {@code float.c}, {@code
 * cash.c}.
 */
final class NumberCodecs {
  static final Codec INT2 =
      Codec.printing(in -> (short) in.int16("value"), text -> Short.valueOf(text.strip()));
  static final Codec INT4 =
      Codec.printing(in -> in.int32("value"), text -> Integer.valueOf(text.strip()));
  static final Codec INT8 =
      Codec.printing(in -> in.int64("value"), text -> Long.valueOf(text.strip()));

  /** {@code oid} and its like. */
  static final Codec UNSIGNED4 = Codec.printing(NumberCodecs::unsigned4, NumberCodecs::unsigned4);

  /** {@code xid8} and its like. */
  static final Codec UNSIGNED8 =
      Codec.printing(
          in -> unsigned8(in.int64("value")),
          text -> unsigned8(Long.parseUnsignedLong(text.strip())));

  /** {@code regclass} and its like: a number in binary, in text the name if the object has one. */
  static final Codec OBJECT = Codec.of(NumberCodecs::object, NumberCodecs::objectName);

  static final Codec FLOAT4 = Codec.of(NumberCodecs::float4, number(Float::valueOf));
  static final Codec FLOAT8 = Codec.of(NumberCodecs::float8, number(Double::valueOf));

  /**
   * {@code money}, taken for dollars and cents: the currency and its decimals are not on the wire.
   */
  static final Codec MONEY = Codec.of(NumberCodecs::money, NumberCodecs::parseMoney);

  private static final int CENT_DIGITS = 2;
  private static final Pattern GROUPS = Pattern.compile("(?<=[0-9])(?=(?:[0-9]{3})+\\.)");
  private static final Pattern MONEY_TEXT =
      Pattern.compile(
          "(-?+)\\$([0-9,]{1,26}+\\.[0-9]{2})|(-?+)([0-9]{1,19}+(?:\\.[0-9]{1,19}+)?+)");
  private static final Pattern FLOAT_TEXT =
      Pattern.compile("[+-]?+(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE][+-]?+[0-9]++)?+");

  private NumberCodecs() {}

  /** Prints a number of the geometric types. */
  static String float8Text(WireReader in, String name) {
    return FloatText.of(Double.longBitsToDouble(in.int64(name)));
  }

  private static Long unsigned4(WireReader in) {
    return Integer.toUnsignedLong(in.int32("value"));
  }

  private static Long unsigned4(String text) {
    return Integer.toUnsignedLong(Integer.parseUnsignedInt(text.strip()));
  }

  private static BigInteger unsigned8(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  private static Decoded object(WireReader in) {
    long oid = unsigned4(in);
    return new Decoded(oid, oid == 0 ? "-" : Long.toString(oid));
  }

  private static Object objectName(String text) {
    if (text.equals("-")) {
      return 0L;
    }
    return text.matches("[0-9]{1,10}") ? (Object) unsigned4(text) : text;
  }

  private static Decoded float4(WireReader in) {
    float number = Float.intBitsToFloat(in.int32("value"));
    return new Decoded(number, FloatText.of(number));
  }

  private static Decoded float8(WireReader in) {
    double number = Double.longBitsToDouble(in.int64("value"));
    return new Decoded(number, FloatText.of(number));
  }

  private static Function<String, Object> number(Function<String, Object> valueOf) {
    return text -> {
      String trimmed = text.strip();
      if (Decimals.isPlain(trimmed) || FLOAT_TEXT.matcher(trimmed).matches()) {
        return valueOf.apply(trimmed);
      }
      return switch (trimmed.toLowerCase(Locale.ROOT)) {
        case "nan" -> valueOf.apply("NaN");
        case "infinity", "inf", "+infinity", "+inf" -> valueOf.apply("Infinity");
        case "-infinity", "-inf" -> valueOf.apply("-Infinity");
        default -> throw new IllegalArgumentException("it is not a number");
      };
    };
  }

  private static Decoded money(WireReader in) {
    BigDecimal amount = BigDecimal.valueOf(in.int64("value"), CENT_DIGITS);
    String text = GROUPS.matcher(amount.abs().toPlainString()).replaceAll(",");
    return new Decoded(amount, (amount.signum() < 0 ? "-$" : "$") + text);
  }

  private static Object parseMoney(String text) {
    Matcher money = MONEY_TEXT.matcher(text.strip());
    if (!money.matches()) {
      throw new IllegalArgumentException("it is not in dollars");
    }
    return money.group(2) != null
        ? new BigDecimal(money.group(1) + money.group(2).replace(",", ""))
        : new BigDecimal(money.group(3) + money.group(4));
  }
}
