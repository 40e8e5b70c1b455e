package dev.postgreswire.recording.filter;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a field is compared with. */
final class Comparison {
  private static final Pattern NUMBER =
      Pattern.compile(
          "([-+]?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][-+]?\\d{1,3})?)(ns|us|µs|ms|s|m|h)?");

  private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]{1,13}");

  private final String expression;
  private final FilterField field;

  Comparison(String expression, FilterField field) {
    this.expression = expression;
    this.field = field;
  }

  /** Whether the field is there; a flag, whether it is set. */
  static Filter.Test presence(FilterField field) {
    return any(field, value -> field.kind() != FilterField.Kind.FLAG || !value.equals("false"));
  }

  /** Whether the message has the text, whatever its case. */
  static Filter.Test search(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return values ->
        values.get("text").stream()
            .anyMatch(value -> text(value).toLowerCase(Locale.ROOT).contains(wanted));
  }

  Filter.Test with(Token operator, Token value) {
    return switch (operator.text()) {
      case "contains" -> any(field, contains(operator, value));
      case "~" -> any(field, matches(operator, value));
      case "!=" -> all(field, equal(value).negate());
      case "==" -> any(field, equal(value));
      default -> any(field, ordered(operator, value));
    };
  }

  Filter.Test range(Token from, Token to) {
    Predicate<Object> atLeast = ordered(sign(">=", from), from);
    Predicate<Object> atMost = ordered(sign("<=", to), to);
    return any(field, value -> atLeast.test(value) && atMost.test(value));
  }

  private static Token sign(String operator, Token at) {
    return new Token(Token.Kind.OPERATOR, operator, at.position());
  }

  private Predicate<Object> contains(Token operator, Token value) {
    if (field.isNumeric() || field.kind() == FilterField.Kind.FLAG) {
      throw fault(operator, "'" + field.name() + "' is no text: write == or another comparison");
    }
    String wanted = normal(value.text());
    return found -> normal(text(found)).contains(wanted);
  }

  private Predicate<Object> matches(Token operator, Token value) {
    if (field.isNumeric() || field.kind() == FilterField.Kind.FLAG) {
      throw fault(operator, "'" + field.name() + "' is no text: write == or another comparison");
    }
    Regex regex = Regex.parse(value.text(), reason -> fault(value, reason));
    return found -> regex.find(text(found));
  }

  private Predicate<Object> equal(Token value) {
    switch (field.kind()) {
      case NUMBER, DURATION -> {
        double wanted = number(value);
        return found -> number(found) == wanted;
      }
      case FLAG -> {
        boolean wanted = flag(value);
        return found -> !found.equals("false") == wanted;
      }
      case TEXT, NAME, ANY -> {
        String wanted = normal(value.text());
        double number = looseNumber(value);
        return found ->
            normal(text(found)).equals(wanted)
                || (field.kind() == FilterField.Kind.ANY && number(found) == number);
      }
    }
    throw new AssertionError(field);
  }

  private Predicate<Object> ordered(Token operator, Token value) {
    Predicate<Integer> fits = fits(operator.text());
    double number = field.isNumeric() ? number(value) : looseNumber(value);
    boolean numeric =
        field.isNumeric() || (field.kind() == FilterField.Kind.ANY && !Double.isNaN(number));
    if (field.kind() == FilterField.Kind.FLAG) {
      throw fault(operator, "'" + field.name() + "' is yes or no: write it alone, or == true");
    }
    if (numeric) {
      return found -> {
        double other = number(found);
        return !Double.isNaN(other) && fits.test(other < number ? -1 : other > number ? 1 : 0);
      };
    }
    String wanted = normal(value.text());
    return found -> fits.test(normal(text(found)).compareTo(wanted));
  }

  private static Predicate<Integer> fits(String operator) {
    return switch (operator) {
      case "<" -> order -> order < 0;
      case "<=" -> order -> order <= 0;
      case ">" -> order -> order > 0;
      default -> order -> order >= 0;
    };
  }

  /** Returns a number that must be one. */
  private double number(Token value) {
    boolean duration = field.kind() == FilterField.Kind.DURATION;
    Matcher matcher = NUMBER.matcher(value.text());
    if (value.kind() == Token.Kind.STRING || !(matcher.matches() || isHex(value))) {
      String example = duration ? "5ms" : "5";
      throw fault(value, "'" + field.name() + "' is a number: write one, such as " + example);
    }
    if (isHex(value)) {
      return number(value.text());
    }
    String unit = matcher.group(2);
    if (unit != null && !duration) {
      throw fault(value, "'" + field.name() + "' is no time: write the number without " + unit);
    }
    double number = Double.parseDouble(matcher.group(1));
    return unit == null ? number : seconds(number, unit);
  }

  private static double seconds(double number, String unit) {
    return switch (unit) {
      case "ns" -> number / 1e9;
      case "us", "µs" -> number / 1e6;
      case "ms" -> number / 1e3;
      case "m" -> number * 60;
      case "h" -> number * 3600;
      default -> number;
    };
  }

  private static boolean isHex(Token value) {
    return HEX.matcher(value.text()).matches();
  }

  /** Returns the number that a value is, if it is one, else NaN. */
  private static double looseNumber(Token value) {
    return value.kind() == Token.Kind.STRING ? Double.NaN : number(value.text());
  }

  private static double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    String text = (String) value;
    if (HEX.matcher(text).matches()) {
      return Long.parseLong(text.substring(2), 16);
    }
    Matcher matcher = NUMBER.matcher(text);
    return matcher.matches() && matcher.group(2) == null ? Double.parseDouble(text) : Double.NaN;
  }

  private boolean flag(Token value) {
    return switch (value.text().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw fault(value, "'" + field.name() + "' is yes or no: write true or false");
    };
  }

  /** Returns how a text is compared. */
  private String normal(String text) {
    return field.kind() == FilterField.Kind.NAME
        ? text.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT)
        : text;
  }

  private static String text(Object value) {
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : value.toString();
    }
    return value.toString();
  }

  private static Filter.Test any(FilterField field, Predicate<Object> fits) {
    return values -> {
      for (FilterField.Source source : field.sources()) {
        for (Object value : SourceValues.of(source, values)) {
          if (fits.test(value)) {
            return true;
          }
        }
      }
      return false;
    };
  }

  private static Filter.Test all(FilterField field, Predicate<Object> fits) {
    return values -> {
      boolean there = false;
      for (FilterField.Source source : field.sources()) {
        for (Object value : SourceValues.of(source, values)) {
          if (!fits.test(value)) {
            return false;
          }
          there = true;
        }
      }
      return there;
    };
  }

  private FilterSyntaxException fault(Token token, String reason) {
    return new FilterSyntaxException(expression, token.position(), reason);
  }
}
