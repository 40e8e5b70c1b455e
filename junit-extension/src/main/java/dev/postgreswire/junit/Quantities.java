package dev.postgreswire.junit;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads amounts of memory and time as people write them. */
final class Quantities {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*([A-Za-z]*)");
  private static final Map<String, Long> BYTES =
      Map.of(
          "", 1L, "b", 1L, "kb", 1L << 10, "kib", 1L << 10, "mb", 1L << 20, "mib", 1L << 20, "gb",
          1L << 30, "gib", 1L << 30);
  private static final Map<String, Long> MILLISECONDS = Map.of("ms", 1L, "s", 1_000L);

  private Quantities() {}

  /** Reads such as {@code 16 MiB}, {@code 500kb} or {@code 1000000}; all powers are of 1024. */
  static long bytes(String text) {
    return read(text, BYTES, "is no amount of memory; write such as \"16 MiB\"");
  }

  /** Reads such as {@code 500 ms} or {@code 2 s}. */
  static Duration time(String text) {
    return Duration.ofMillis(
        read(text, MILLISECONDS, "is no time; write such as \"500 ms\" or \"2 s\""));
  }

  private static long read(String text, Map<String, Long> units, String otherwise) {
    Matcher matcher = FORM.matcher(text.strip());
    Long unit = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw new IllegalArgumentException("\"" + text + "\" " + otherwise);
    }
    return Long.parseLong(matcher.group(1)) * unit;
  }
}
