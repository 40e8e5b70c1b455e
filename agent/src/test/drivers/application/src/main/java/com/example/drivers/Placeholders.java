package com.example.drivers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two ways to write where a parameter goes. */
public final class Placeholders {
  private static final Pattern QUESTION_MARK = Pattern.compile("\\?");

  private Placeholders() {}

  /** Returns SQL with {@code $1}, {@code $2} … for each {@code ?}. */
  public static String numbered(String sql) {
    int[] count = {0};
    return QUESTION_MARK
        .matcher(sql)
        .replaceAll(found -> Matcher.quoteReplacement("$" + ++count[0]));
  }
}
