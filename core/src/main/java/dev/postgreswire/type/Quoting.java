package dev.postgreswire.type;

import java.util.Locale;

/** How the parts of arrays, records and ranges are quoted. */
final class Quoting {
  private static final String SPACES = " \t\n\r\u000B\f";

  private Quoting() {}

  /** Quotes an element of an array. Source: {@code array_out} in {@code arrayfuncs.c}. */
  static String element(String text, char delimiter) {
    if (!text.isEmpty()
        && !text.toUpperCase(Locale.ROOT).equals("NULL")
        && !containsAny(text, "\"\\{}" + delimiter + SPACES)) {
      return text;
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Quotes a field of a record. Source: {@code record_out} in {@code rowtypes.c}. */
  static String field(String text) {
    return doubled(text, "\"\\()," + SPACES);
  }

  /** Quotes a bound of a range. Source: {@code range_bound_escape} in {@code rangetypes.c}. */
  static String bound(String text) {
    return doubled(text, "\"\\()[]," + SPACES);
  }

  /** Quotes a lexeme. Source: {@code tsvectorout} in {@code tsvector.c}. */
  static String lexeme(String text) {
    return "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
  }

  private static String doubled(String text, String special) {
    return text.isEmpty() || containsAny(text, special)
        ? '"' + text.replace("\\", "\\\\").replace("\"", "\"\"") + '"'
        : text;
  }

  private static boolean containsAny(String text, String characters) {
    return text.chars().anyMatch(character -> characters.indexOf(character) >= 0);
  }
}
