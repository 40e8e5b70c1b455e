package dev.postgreswire.assertj;

import dev.postgreswire.type.TypedValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Small pieces of text. */
final class Texts {
  private Texts() {}

  /** Returns a value as a failure shows it: strings quoted, nothing as {@code none}. */
  static String value(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(Texts::value).orElse("none");
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? "" + optional.getAsInt() : "none";
    }
    if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? "" + optional.getAsLong() : "none";
    }
    if (value instanceof Collection<?> all) {
      return all.stream().map(Texts::value).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
  }

  /** Returns what a test expects of parameters or of a row. */
  static String values(Object... expected) {
    return Arrays.stream(expected).map(Texts::expected).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Returns one value that a test expects. */
  static String expected(Object value) {
    return value instanceof String text ? quoted(text) : javaText(value);
  }

  private static String javaText(Object value) {
    if (value instanceof Object[] array) {
      return Arrays.deepToString(array);
    }
    return value == null ? "NULL" : String.valueOf(value);
  }

  /** Returns parameters or a row. */
  static String values(List<TypedValue> values) {
    return values.stream()
        .map(value -> value.value() instanceof String ? quoted(value.text()) : value.text())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }

  /** Returns a text in one line. */
  static String line(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** Returns a text of at most {@code width} characters. */
  static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
  }

  /** Returns milliseconds. */
  static String millis(Optional<Duration> duration) {
    return duration.map(d -> String.format(Locale.ROOT, "%.1f", d.toNanos() / 1e6)).orElse("-");
  }

  /** Returns a name of an enum's constant as words. */
  static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns {@code 1 row}, {@code 2 rows}. */
  static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
