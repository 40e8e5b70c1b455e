package dev.postgreswire.type;

import dev.postgreswire.wire.WireReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * {@code numeric}: a count of digits to the base 10000, the weight of the first, a sign, how many
 * decimal digits to print after the point, the digits. Source: {@code numeric_recv} in {@code
 * numeric.c}.
 */
final class NumericCodec implements Codec {
  private static final int POSITIVE = 0x0000;
  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xC000;
  private static final int INFINITY = 0xD000;
  private static final int MINUS_INFINITY = 0xF000;

  private static final int MAX_SCALE = 0x3FFF;
  private static final int MAX_DIGITS_BEFORE_POINT = 131_072;
  private static final int MAX_DIGITS = MAX_DIGITS_BEFORE_POINT + MAX_SCALE;

  /** So many characters are within all limits. */
  private static final int FEW_DIGITS = 1000;

  private static final int BASE = 10_000;
  private static final int DIGITS_OF_BASE = 4;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?+(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE][+-]?+[0-9]{1,6})?+");

  @Override
  public Decoded binary(WireReader in, Scope scope) {
    int count = in.uint16("ndigits");
    int weight = in.int16("weight");
    int sign = in.uint16("sign");
    int scale = in.uint16("dscale");
    return switch (sign) {
      case POSITIVE -> plain(number(in, count, weight, scale, scope));
      case NEGATIVE -> plain(number(in, count, weight, scale, scope).negate());
      case NAN -> Decoded.of("NaN");
      case INFINITY -> Decoded.of("Infinity");
      case MINUS_INFINITY -> Decoded.of("-Infinity");
      default -> throw in.fault("sign", "is " + sign, in.position());
    };
  }

  private static Decoded plain(BigDecimal number) {
    return new Decoded(number, number.toPlainString());
  }

  private static BigDecimal number(WireReader in, int count, int weight, int scale, Scope scope) {
    if (scale > MAX_SCALE) {
      throw in.fault("dscale", "is " + scale, in.position());
    }
    if (count > in.remaining() / 2 || count > MAX_DIGITS / DIGITS_OF_BASE + 2) {
      throw in.fault("ndigits", "is " + count + ", more than there are or may be", in.position());
    }
    StringBuilder digits = new StringBuilder("0");
    for (int i = 0; i < count; i++) {
      int digit = in.int16("digit");
      if (digit < 0 || digit >= BASE) {
        throw in.fault("digit", "is " + digit, in.position());
      }
      digits.append(Integer.toString(BASE + digit), 1, 1 + DIGITS_OF_BASE);
    }
    scope.spend((long) Math.max(0, weight + 1) * DIGITS_OF_BASE + scale);
    int exponent = (weight + 1 - count) * DIGITS_OF_BASE;
    return new BigDecimal(new BigInteger(digits.toString()), -exponent)
        .setScale(scale, RoundingMode.DOWN);
  }

  @Override
  public Object parse(String text) {
    String trimmed = text.strip();
    BigDecimal usual = Decimals.parse(trimmed);
    if (usual != null) {
      return usual;
    }
    if (trimmed.length() <= FEW_DIGITS && Decimals.isPlain(trimmed)) {
      return new BigDecimal(trimmed);
    }
    if (trimmed.length() <= MAX_DIGITS + 10 && NUMBER.matcher(trimmed).matches()) {
      BigDecimal number = new BigDecimal(trimmed);
      long before = (long) number.precision() - number.scale();
      if (before > MAX_DIGITS_BEFORE_POINT || number.scale() > MAX_SCALE) {
        throw new IllegalArgumentException("it has too many digits");
      }
      return number.scale() < 0 ? number.setScale(0) : number;
    }
    return switch (trimmed.toLowerCase(Locale.ROOT)) {
      case "nan" -> "NaN";
      case "infinity", "inf", "+infinity", "+inf" -> "Infinity";
      case "-infinity", "-inf" -> "-Infinity";
      default -> throw new IllegalArgumentException("it is not a number");
    };
  }
}
