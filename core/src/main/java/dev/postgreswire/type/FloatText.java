package dev.postgreswire.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating-point numbers as the server prints them: the fewest digits that give the number back
 * when read, in scientific notation from the 15th (float4: 6th) power of ten on. Source: {@code
 * d2s.c} and {@code f2s.c} of PostgreSQL; Java 17's own {@code toString} gives too many digits.
 */
final class FloatText {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final int LEAST_FIXED_EXPONENT = -4;

  /**
   * No two decimals of so many digits stand for the same number, so when Java needs no more, nobody
   * needs fewer; save for the tiniest numbers, and the largest, which have neighbours further
   * apart.
   */
  private static final int DOUBLE_DIGITS = 15;

  private static final int FLOAT_DIGITS = 6;

  private FloatText() {}

  static String of(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.toString(number);
    }
    double size = Math.abs(number);
    boolean negative = Double.doubleToRawLongBits(number) < 0;
    BigDecimal javas = new BigDecimal(Double.toString(size)).stripTrailingZeros();
    if (javas.precision() <= DOUBLE_DIGITS && size > 1e-290 && size < 0x1p53) {
      return signed(negative, print(javas, DOUBLE_DIGITS));
    }
    BigDecimal exact = new BigDecimal(size);
    BigDecimal below = size == 0 ? exact : new BigDecimal(Math.nextDown(size));
    double next = Math.nextUp(size);
    BigDecimal above =
        Double.isInfinite(next) ? exact.add(exact.subtract(below)) : new BigDecimal(next);
    return signed(negative, print(shortest(exact, below, above, 17), DOUBLE_DIGITS));
  }

  static String of(float number) {
    if (Float.isNaN(number) || Float.isInfinite(number)) {
      return Float.toString(number);
    }
    float size = Math.abs(number);
    boolean negative = Float.floatToRawIntBits(number) < 0;
    BigDecimal javas = new BigDecimal(Float.toString(size)).stripTrailingZeros();
    if (javas.precision() <= FLOAT_DIGITS && size > 1e-30f && size < 0x1p24f) {
      return signed(negative, print(javas, FLOAT_DIGITS));
    }
    BigDecimal exact = new BigDecimal(size);
    BigDecimal below = size == 0 ? exact : new BigDecimal(Math.nextDown(size));
    float next = Math.nextUp(size);
    BigDecimal above =
        Float.isInfinite(next) ? exact.add(exact.subtract(below)) : new BigDecimal(next);
    return signed(negative, print(shortest(exact, below, above, 9), FLOAT_DIGITS));
  }

  private static String signed(boolean negative, String text) {
    return negative ? "-" + text : text;
  }

  /**
   * Returns the shortest decimal between the middles to both neighbours, and of these the nearest.
   */
  private static BigDecimal shortest(
      BigDecimal exact, BigDecimal below, BigDecimal above, int mostDigits) {
    BigDecimal low = exact.add(below).divide(TWO);
    BigDecimal high = exact.add(above).divide(TWO);
    int tooFew = 0;
    int enough = mostDigits;
    while (enough - tooFew > 1) {
      int middle = (tooFew + enough) / 2;
      if (nearest(exact, low, high, middle) != null) {
        enough = middle;
      } else {
        tooFew = middle;
      }
    }
    BigDecimal found = nearest(exact, low, high, enough);
    return (found == null ? exact.round(new MathContext(mostDigits)) : found).stripTrailingZeros();
  }

  private static BigDecimal nearest(BigDecimal exact, BigDecimal low, BigDecimal high, int digits) {
    BigDecimal half = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    if (isBetween(half, low, high)) {
      return half;
    }
    BigDecimal down = exact.round(new MathContext(digits, RoundingMode.DOWN));
    if (isBetween(down, low, high)) {
      return down;
    }
    BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
    return isBetween(up, low, high) ? up : null;
  }

  private static boolean isBetween(BigDecimal number, BigDecimal low, BigDecimal high) {
    return number.compareTo(low) > 0 && number.compareTo(high) < 0;
  }

  private static String print(BigDecimal number, int scientificFrom) {
    BigInteger digits = number.unscaledValue();
    if (digits.signum() == 0) {
      return "0";
    }
    String text = digits.toString();
    int exponent = text.length() - 1 - number.scale();
    if (exponent >= LEAST_FIXED_EXPONENT && exponent < scientificFrom) {
      return number.toPlainString();
    }
    String fraction = text.length() == 1 ? "" : "." + text.substring(1);
    return "%c%se%c%02d"
        .formatted(text.charAt(0), fraction, exponent < 0 ? '-' : '+', Math.abs(exponent));
  }
}
