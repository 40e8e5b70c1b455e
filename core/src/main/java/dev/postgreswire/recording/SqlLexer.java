package dev.postgreswire.recording;

import java.util.Locale;

/**
 * Finds the tokens of SQL: enough to tell statements apart and to read their first words. It knows
 * quotes, dollar quotes and nested comments, and takes {@code standard_conforming_strings} to be
 * on.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html">Lexical
 *     Structure</a>
 */
final class SqlLexer {
  private final String sql;
  private int position;
  private Kind kind = Kind.END;
  private int start;

  /** What a token is. */
  enum Kind {
    /** A key word or a name without quotes. */
    WORD,
    /** A name in double quotes. */
    QUOTED_NAME,
    /** A string constant, quotes included. */
    STRING,
    /** {@code $1}. */
    PARAMETER,
    /** A digit, or what follows it. */
    NUMBER,
    /** Any other character. */
    SYMBOL,
    /** Nothing is left. */
    END
  }

  SqlLexer(String sql) {
    this.sql = sql;
  }

  /** Goes to the next token and returns what it is. */
  Kind next() {
    skipBlanks();
    start = position;
    if (position >= sql.length()) {
      kind = Kind.END;
      return kind;
    }
    char c = sql.charAt(position);
    if (c == '\'') {
      kind = string(false);
    } else if (c == '"') {
      kind = quotedName();
    } else if (c == '$') {
      kind = dollar();
    } else if (isNameStart(c)) {
      kind = word();
    } else if (c >= '0' && c <= '9') {
      kind = number();
    } else {
      position++;
      kind = Kind.SYMBOL;
    }
    return kind;
  }

  int start() {
    return start;
  }

  int end() {
    return position;
  }

  /** Returns the token as it is written. */
  String text() {
    return sql.substring(start, position);
  }

  /** Returns a word in upper case, or the token as it is written. */
  String upper() {
    return kind == Kind.WORD ? text().toUpperCase(Locale.ROOT) : text();
  }

  /** Returns what a name or string says: names without quotes are in lower case. */
  String value() {
    return switch (kind) {
      case WORD -> text().toLowerCase(Locale.ROOT);
      case QUOTED_NAME -> unquoted('"', "\"\"", "\"");
      case STRING -> unquoted('\'', "''", "'");
      default -> text();
    };
  }

  private String unquoted(char quote, String doubled, String single) {
    String text = text();
    int from = text.indexOf(quote) + 1;
    boolean closed = text.length() > from && text.charAt(text.length() - 1) == quote;
    return from == 0
        ? text
        : text.substring(from, closed ? text.length() - 1 : text.length()).replace(doubled, single);
  }

  /** Returns whether the token is a symbol, or a word in upper case. */
  boolean is(String symbolOrWord) {
    return kind != Kind.END
        && kind != Kind.STRING
        && position - start == symbolOrWord.length()
        && sql.regionMatches(kind == Kind.WORD, start, symbolOrWord, 0, symbolOrWord.length());
  }

  private void skipBlanks() {
    while (position < sql.length()) {
      if (Character.isWhitespace(sql.charAt(position))) {
        position++;
      } else if (sql.startsWith("--", position)) {
        int end = sql.indexOf('\n', position);
        position = end < 0 ? sql.length() : end + 1;
      } else if (sql.startsWith("/*", position)) {
        skipComment();
      } else {
        return;
      }
    }
  }

  private void skipComment() {
    int depth = 0;
    do {
      if (sql.startsWith("/*", position)) {
        depth++;
        position += 2;
      } else if (sql.startsWith("*/", position)) {
        depth--;
        position += 2;
      } else {
        position++;
      }
    } while (depth > 0 && position < sql.length());
    position = Math.min(position, sql.length());
  }

  private Kind string(boolean backslashes) {
    position++;
    while (position < sql.length()) {
      char c = sql.charAt(position++);
      if (c == '\\' && backslashes) {
        position++;
      } else if (c == '\'') {
        if (position < sql.length() && sql.charAt(position) == '\'') {
          position++;
        } else {
          return Kind.STRING;
        }
      }
    }
    position = sql.length();
    return Kind.STRING;
  }

  private Kind quotedName() {
    do {
      int end = sql.indexOf('"', position + 1);
      position = end < 0 ? sql.length() : end + 1;
    } while (position < sql.length() && sql.charAt(position) == '"');
    return Kind.QUOTED_NAME;
  }

  private Kind dollar() {
    int i = position + 1;
    while (i < sql.length() && isNamePart(sql.charAt(i)) && sql.charAt(i) != '$') {
      i++;
    }
    boolean tag = i == position + 1 || !Character.isDigit(sql.charAt(position + 1));
    if (tag && i < sql.length() && sql.charAt(i) == '$') {
      String delimiter = sql.substring(position, i + 1);
      int end = sql.indexOf(delimiter, i + 1);
      position = end < 0 ? sql.length() : end + delimiter.length();
      return Kind.STRING;
    }
    position = Math.max(i, position + 1);
    return tag ? Kind.SYMBOL : Kind.PARAMETER;
  }

  private Kind word() {
    while (position < sql.length() && isNamePart(sql.charAt(position))) {
      position++;
    }
    if (position < sql.length() && sql.charAt(position) == '\'' && isPrefix(text())) {
      return string(text().equalsIgnoreCase("e"));
    }
    return Kind.WORD;
  }

  private static boolean isPrefix(String word) {
    return word.length() == 1 && "eEbBxXnN".contains(word);
  }

  private Kind number() {
    while (position < sql.length()
        && (isNamePart(sql.charAt(position)) || sql.charAt(position) == '.')) {
      position++;
    }
    return Kind.NUMBER;
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_' || c >= 0x80;
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || Character.isDigit(c) || c == '$';
  }
}
