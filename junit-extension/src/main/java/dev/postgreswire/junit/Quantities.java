package dev.postgreswire.junit;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads amounts of memory and time as people write them. */
final class Quantities {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]*)");

  private Quantities() {}

  /** Reads such as {@code 16 MiB}, {@code 500kb} or {@code 1000000}; K, M and G are powers of 1024. */
  static long bytes(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
        case "", "b":
          return count;
        case "k", "kb", "kib":
          return Math.multiplyExact(count, 1L << 10);
        case "m", "mb", "mib":
          return Math.multiplyExact(count, 1L << 20);
        case "g", "gb", "gib":
          return Math.multiplyExact(count, 1L << 30);
        default:
          break;
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no amount of memory; write such as \"16 MiB\"");
  }

  /** Reads such as {@code 500 ms} or {@code 2 s}. */
  static Duration time(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
        case "ms":
          return Duration.ofMillis(count);
        case "s":
          return Duration.ofSeconds(count);
        default:
          break;
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no time; write such as \"500 ms\" or \"2 s\"");
  }
}
