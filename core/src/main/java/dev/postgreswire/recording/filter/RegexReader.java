package dev.postgreswire.recording.filter;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a regular expression, and writes it as Java has it. */
final class RegexReader {
  private static final int MOST_TIMES = 1000;
  private static final int DEEPEST = 50;
  private static final Pattern TIMES = Pattern.compile("\\{(\\d{1,4})(?:(,)(\\d{1,4})?)?\\}");
  private static final String SIGNS = "\\^$.|?*+()[]{}/-\"'#,:;<>=!~&%@`_ ";
  private static final String WORD = "[A-Za-z0-9_]";

  private final String text;
  private final Function<String, FilterSyntaxException> fault;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int depth;

  RegexReader(String text, Function<String, FilterSyntaxException> fault) {
    this.text = text;
    this.fault = fault;
  }

  String read() {
    alternatives();
    if (at < text.length()) {
      throw wrong(") closes nothing: write \\)");
    }
    return out.toString();
  }

  /** Reads up to the end or a parenthesis; returns whether anything in it repeats without end. */
  private boolean alternatives() {
    boolean endless = false;
    while (at < text.length() && text.charAt(at) != ')') {
      if (text.charAt(at) == '|') {
        out.append('|');
        at++;
      } else {
        endless |= repeated();
      }
    }
    return endless;
  }

  private boolean repeated() {
    boolean anchor = isAnchor();
    boolean inner = atom();
    boolean outer = false;
    if (at < text.length() && "*+?{".indexOf(text.charAt(at)) >= 0) {
      if (anchor) {
        throw wrong("nothing to repeat here");
      }
      outer = repetition();
      if (outer && inner) {
        throw wrong("a repetition within a repetition can take forever");
      }
      if (at < text.length() && "*+?{".indexOf(text.charAt(at)) >= 0) {
        throw wrong("a repetition is repeated: put it in (?: )");
      }
    }
    return inner || outer;
  }

  private boolean isAnchor() {
    char first = text.charAt(at);
    boolean boundary = first == '\\' && at + 1 < text.length() && isBoundary(text.charAt(at + 1));
    return first == '^' || first == '$' || boundary;
  }

  private static boolean isBoundary(char escaped) {
    return escaped == 'b' || escaped == 'B';
  }

  /** Returns whether something in it repeats without end. */
  private boolean atom() {
    char first = text.charAt(at);
    switch (first) {
      case '(' -> {
        return group();
      }
      case '[' -> set();
      case '\\' -> escape(false);
      case '$' -> put("\\z");
      case '^', '.' -> put(String.valueOf(first));
      case '*', '+', '?', '{' -> throw wrong("nothing to repeat here: write \\" + first);
      case ']', '}' -> put("\\" + first);
      default -> literal();
    }
    return false;
  }

  private void put(String translated) {
    out.append(translated);
    at++;
  }

  private void literal() {
    int code = text.codePointAt(at);
    out.append(Pattern.quote(Character.toString(code)));
    at += Character.charCount(code);
  }

  private boolean group() {
    at += text.startsWith("(?:", at) ? 3 : 1;
    if (at < text.length() && text.charAt(at) == '?') {
      throw wrong("only (?: is known of what begins with (?");
    }
    if (++depth > DEEPEST) {
      throw wrong("more than " + DEEPEST + " parentheses within each other");
    }
    out.append("(?:");
    boolean endless = alternatives();
    if (at == text.length()) {
      throw wrong("a ( is not closed: write ) or \\(");
    }
    depth--;
    put(")");
    return endless;
  }

  /** Reads how often; returns whether without end. */
  private boolean repetition() {
    char sign = text.charAt(at);
    boolean endless = sign == '*' || sign == '+';
    if (sign == '{') {
      Matcher times = TIMES.matcher(text).region(at, text.length());
      if (!times.lookingAt()) {
        throw wrong("write {n}, {n,}, {n,m} or \\{");
      }
      endless = times.group(2) != null && times.group(3) == null;
      int from = Integer.parseInt(times.group(1));
      int to = times.group(3) == null ? from : Integer.parseInt(times.group(3));
      if (from > to || to > MOST_TIMES) {
        throw wrong("write {n,m} with n at most m and m at most " + MOST_TIMES);
      }
      out.append(times.group());
      at = times.end();
    } else {
      put(String.valueOf(sign));
    }
    if (at < text.length() && text.charAt(at) == '?') {
      put("?");
    }
    return endless;
  }

  private void set() {
    put("[");
    if (at < text.length() && text.charAt(at) == '^') {
      put("^");
    }
    int start = at;
    while (at < text.length() && text.charAt(at) != ']') {
      int from = member();
      if (at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']') {
        put("-");
        if (from < 0 || member() < from) {
          throw wrong("a range goes from a smaller character to a larger one");
        }
      }
    }
    if (at == text.length()) {
      throw wrong("a [ is not closed: write ] or \\[");
    }
    if (at == start) {
      throw wrong("a [ ] is empty");
    }
    put("]");
  }

  /** Returns the character that was read; -1 for a class of them. */
  private int member() {
    if (text.charAt(at) == '\\') {
      return escape(true);
    }
    int code = text.codePointAt(at);
    at += Character.charCount(code);
    out.append(code < 128 && !Character.isLetterOrDigit(code) ? "\\" : "").appendCodePoint(code);
    return code;
  }

  private int escape(boolean inSet) {
    if (at + 1 == text.length()) {
      throw wrong("a backslash at the end: write \\\\");
    }
    char escaped = text.charAt(at + 1);
    at += 2;
    switch (escaped) {
      case 'd', 'D', 'w', 'W', 's', 'S' -> {
        out.append('\\').append(escaped);
        return -1;
      }
      case 'n', 'r', 't' -> {
        out.append('\\').append(escaped);
        return escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : '\t';
      }
      default -> {
        if (!inSet && isBoundary(escaped)) {
          boundary(escaped == 'b');
        } else if (SIGNS.indexOf(escaped) >= 0) {
          out.append('\\').append(escaped);
        } else {
          throw wrong("\\" + escaped + " is not known");
        }
        return escaped;
      }
    }
  }

  /** Java's own boundary goes by Unicode. */
  private void boundary(boolean wanted) {
    String before = "(?<=" + WORD + ")";
    String after = "(?=" + WORD + ")";
    String notBefore = "(?<!" + WORD + ")";
    String notAfter = "(?!" + WORD + ")";
    out.append(
        wanted
            ? "(?:" + before + notAfter + "|" + notBefore + after + ")"
            : "(?:" + before + after + "|" + notBefore + notAfter + ")");
  }

  private FilterSyntaxException wrong(String reason) {
    return fault.apply("the pattern is wrong at character " + (at + 1) + ": " + reason);
  }
}
