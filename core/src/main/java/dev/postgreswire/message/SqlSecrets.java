package dev.postgreswire.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks passwords in SQL: literals after the word {@code password}, as in {@code ALTER ROLE …
 * PASSWORD '…'}, {@code OPTIONS (password '…')} and {@code where password = '…'}, wherever they
 * stand, and passwords in connection strings and URIs.
 *
 * <p>Where a literal ends can depend on settings of the server, and the text may be cut: when in
 * doubt, more is masked rather than less. A password that is not named so, such as one among the
 * values of an INSERT, is not found.
 */
public final class SqlSecrets {
  private static final String WORD = "password";

  /**
   * What comes right before a literal that is a password; a dollar begins a quote of another kind.
   */
  private static final Pattern LITERAL =
      Pattern.compile(
          WORD
              + "\"?(?:\\s|/\\*.*?\\*/|--[^\n]*\n)*+(?:=>|:=|=)?\\s*+"
              + "(?:[ebxn]|u&)?(?='|\\$[a-z_]*+\\$)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** A password in a connection string or a URI; neither a parameter nor a function's result. */
  private static final Pattern BARE =
      Pattern.compile(
          "(password=)(?![$:%])[^\\s'\"&(),;]++(?!\\()|(://[^:/@\\s']*+:)[^@\\s'/]++(?=@)",
          Pattern.CASE_INSENSITIVE);

  private SqlSecrets() {}

  /** Returns {@code sql} with {@link Secrets#MASK} in the place of each password. */
  public static String mask(String sql) {
    return mayHoldPassword(sql) ? maskBare(maskLiterals(sql)) : sql;
  }

  /** Tells by two plain searches that there is none in almost all there is, large or frequent. */
  private static boolean mayHoldPassword(String sql) {
    if (sql.contains("://")) {
      return true;
    }
    for (int i = 0; i <= sql.length() - WORD.length(); i++) {
      if ((sql.charAt(i) | 0x20) == 'p' && sql.regionMatches(true, i, WORD, 0, WORD.length())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns {@code sql} with asterisks in the place of each password, as many as it has characters:
   * every other character stays where it is.
   */
  public static String maskInPlace(String sql) {
    if (!mayHoldPassword(sql)) {
      return sql;
    }
    List<Range> passwords = literals(sql);
    Matcher matcher = BARE.matcher(sql);
    while (matcher.find()) {
      passwords.add(new Range(Math.max(matcher.end(1), matcher.end(2)), matcher.end()));
    }
    if (passwords.isEmpty()) {
      return sql;
    }
    char[] masked = sql.toCharArray();
    passwords.forEach(password -> Arrays.fill(masked, password.from, password.end, '*'));
    return new String(masked);
  }

  /** Where a password is. */
  private record Range(int from, int end) {}

  private static String maskLiterals(String sql) {
    List<Range> passwords = literals(sql);
    if (passwords.isEmpty()) {
      return sql;
    }
    StringBuilder masked = new StringBuilder(sql.length());
    int position = 0;
    for (Range password : passwords) {
      masked.append(sql, position, password.from).append(Secrets.MASK);
      position = password.end;
    }
    return masked.append(sql, position, sql.length()).toString();
  }

  private static List<Range> literals(String sql) {
    List<Range> literals = new ArrayList<>();
    Matcher matcher = LITERAL.matcher(sql);
    int position = 0;
    int counted = 0;
    long quotes = 0;
    while (matcher.find(Math.max(position, counted))) {
      quotes += quotes(sql, counted, matcher.end());
      counted = matcher.end();
      if (quotes % 2 == 0 || !mayEndLiteral(sql, matcher)) {
        String quote = quote(sql, matcher.end());
        int content = matcher.end() + quote.length();
        position = end(sql, content, quote);
        literals.add(new Range(content, position));
      }
    }
    return literals;
  }

  private static long quotes(String sql, int from, int to) {
    return sql.substring(from, to).chars().filter(character -> character == '\'').count();
  }

  /**
   * Returns whether the quote right after the word may end a literal, as in {@code 'the password'};
   * it does so when it is the second of a pair.
   */
  private static boolean mayEndLiteral(String sql, Matcher word) {
    int end = word.end();
    return end - word.start() == WORD.length()
        && sql.charAt(end) == '\''
        && !sql.startsWith("''", end);
  }

  /**
   * Returns what the literal at {@code from} is quoted with: a dollar quote; a single quote; or
   * several in a row when the literal lies within another one.
   */
  private static String quote(String sql, int from) {
    if (sql.charAt(from) == '$') {
      return sql.substring(from, sql.indexOf('$', from + 1) + 1);
    }
    int end = from;
    while (end < sql.length() && sql.charAt(end) == '\'') {
      end++;
    }
    boolean within = (end - from) % 2 == 0 && end < sql.length();
    return within && " \t\r\n,;)".indexOf(sql.charAt(end)) < 0 ? sql.substring(from, end) : "'";
  }

  /** Returns where the content ends: before a quote that is neither doubled nor escaped. */
  private static int end(String sql, int from, String quote) {
    if (!quote.equals("'")) {
      int end = sql.indexOf(quote, from);
      return end < 0 ? sql.length() : end;
    }
    int i = from;
    while (i < sql.length()) {
      char next = sql.charAt(i);
      boolean pair = i + 1 < sql.length();
      if (next == '\'' && !(pair && sql.charAt(i + 1) == '\'')) {
        return i;
      }
      i += next == '\'' || (next == '\\' && pair) ? 2 : 1;
    }
    return sql.length();
  }

  private static String maskBare(String sql) {
    Matcher matcher = BARE.matcher(sql);
    return matcher.replaceAll(
        found ->
            Matcher.quoteReplacement(
                (found.group(1) == null ? found.group(2) : found.group(1)) + Secrets.MASK));
  }
}
