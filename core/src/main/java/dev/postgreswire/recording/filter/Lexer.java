package dev.postgreswire.recording.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cuts an expression into tokens; operators that are words become those that are signs. */
final class Lexer {
  /** Longer ones first. */
  private static final List<String> SIGNS =
      List.of(
          "==", "!=", "<=", ">=", "&&", "||", "..", "<", ">", "=", "~", "!", "(", ")", "{", "}",
          ",");

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("and", "&&"),
          Map.entry("or", "||"),
          Map.entry("not", "!"),
          Map.entry("eq", "=="),
          Map.entry("ne", "!="),
          Map.entry("lt", "<"),
          Map.entry("le", "<="),
          Map.entry("gt", ">"),
          Map.entry("ge", ">="),
          Map.entry("contains", "contains"),
          Map.entry("matches", "~"),
          Map.entry("in", "in"));

  private static final String NOT_IN_WORDS = "\"'(){},<>=!~&|";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    return new Lexer(text).all();
  }

  private List<Token> all() {
    while (true) {
      while (at < text.length() && isBlank(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        tokens.add(new Token(Token.Kind.END, "", at));
        return tokens;
      }
      next();
    }
  }

  static boolean isBlank(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r') || character == '\u00a0';
  }

  private void next() {
    char first = text.charAt(at);
    if (first == '"' || first == '\'') {
      string(first);
      return;
    }
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        tokens.add(new Token(Token.Kind.OPERATOR, sign.equals("=") ? "==" : sign, at));
        at += sign.length();
        return;
      }
    }
    if (first == '&' || first == '|') {
      String twice = "" + first + first;
      throw new FilterSyntaxException(text, at, "'" + first + "' is no operator: write " + twice);
    }
    word();
  }

  private void word() {
    int start = at;
    while (at < text.length()
        && !isBlank(text.charAt(at))
        && NOT_IN_WORDS.indexOf(text.charAt(at)) < 0
        && !text.startsWith("..", at)) {
      at++;
    }
    String word = text.substring(start, at);
    String operator = WORDS.get(word.toLowerCase(Locale.ROOT));
    tokens.add(
        operator == null
            ? new Token(Token.Kind.WORD, word, start)
            : new Token(Token.Kind.OPERATOR, operator, start));
  }

  private void string(char quote) {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      char character = text.charAt(at++);
      if (character == '\\' && at < text.length()) {
        escape(value, text.charAt(at++));
      } else {
        value.append(character);
      }
    }
    if (at == text.length()) {
      throw new FilterSyntaxException(
          text, start, "this string does not end: write " + quote + " after it");
    }
    at++;
    tokens.add(new Token(Token.Kind.STRING, value.toString(), start));
  }

  /**
   * What is no escape stays as it is, so that {@code "\d"} means to {@code matches} what it says.
   */
  private void escape(StringBuilder value, char escaped) {
    switch (escaped) {
      case '"', '\'', '\\' -> value.append(escaped);
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'x' -> code(value, 2);
      case 'u' -> code(value, 4);
      default -> value.append('\\').append(escaped);
    }
  }

  private void code(StringBuilder value, int digits) {
    int end = at + digits;
    String hex = end <= text.length() ? text.substring(at, end) : "";
    if (hex.isEmpty() || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
      throw new FilterSyntaxException(
          text, at - 2, "'\\" + text.charAt(at - 1) + "' takes " + digits + " hexadecimal digits");
    }
    value.append((char) Integer.parseInt(hex, 16));
    at = end;
  }
}
