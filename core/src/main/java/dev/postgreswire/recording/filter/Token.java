package dev.postgreswire.recording.filter;

/**
 * A part of an expression.
 *
 * @param kind what it is
 * @param text what it says: of a string what is between the quotes, escapes resolved
 * @param position where it begins
 */
record Token(Kind kind, String text, int position) {
  enum Kind {
    /** A name, a number, or anything else without quotes. */
    WORD,
    /** Between quotes. */
    STRING,
    /** A comparison, a connective, a parenthesis, a brace, a comma, or {@code ..}. */
    OPERATOR,
    END
  }

  /** Returns whether it is this operator. */
  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  /** Returns how a message names it. */
  String shown() {
    return switch (kind) {
      case WORD, OPERATOR -> "'" + text + "'";
      case STRING -> "\"" + text + "\"";
      case END -> "the end";
    };
  }
}
