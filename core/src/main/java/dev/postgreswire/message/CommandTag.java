package dev.postgreswire.message;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tag of CommandComplete: a command, and for some a count of rows.
 *
 * <p>Source: {@code src/include/tcop/cmdtaglist.h}; unknown tags are kept as they are.
 *
 * @param text the tag as sent, such as {@code INSERT 0 3} or {@code CREATE TABLE}
 */
public record CommandTag(String text) {
  private static final Pattern COUNTED =
      Pattern.compile("(INSERT) (\\d{1,10}) (\\d{1,20})|([A-Z]+(?: [A-Z]+)*) (\\d{1,20})");

  /** Returns the command without numbers, such as {@code INSERT}. */
  public String command() {
    Matcher matcher = COUNTED.matcher(text);
    if (!matcher.matches()) {
      return text;
    }
    return matcher.group(1) != null ? matcher.group(1) : matcher.group(4);
  }

  /** Returns how many rows were touched, as an unsigned number; empty for commands without. */
  public OptionalLong rows() {
    Matcher matcher = COUNTED.matcher(text);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    return unsigned(matcher.group(1) != null ? matcher.group(3) : matcher.group(5));
  }

  /** Returns the OID that old servers gave with an INSERT of one row; 0 since PostgreSQL 12. */
  public OptionalLong oid() {
    Matcher matcher = COUNTED.matcher(text);
    return matcher.matches() && matcher.group(2) != null
        ? unsigned(matcher.group(2))
        : OptionalLong.empty();
  }

  private static OptionalLong unsigned(String digits) {
    try {
      return OptionalLong.of(Long.parseUnsignedLong(digits));
    } catch (NumberFormatException e) {
      return OptionalLong.empty(); // beyond 64 bits: no count
    }
  }

  /** Returns the tag as sent. */
  @Override
  public String toString() {
    return text;
  }
}
