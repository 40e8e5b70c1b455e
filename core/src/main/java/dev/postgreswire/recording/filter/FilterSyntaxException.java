package dev.postgreswire.recording.filter;

/** An expression that is no filter. Its message shows where, and says what to write. */
public final class FilterSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** At most so many characters of the expression are shown on each side of the fault. */
  private static final int SHOWN = 60;

  private final int position;
  private final String reason;

  FilterSyntaxException(String expression, int position, String reason) {
    super(reason + "\n" + shown(expression, position));
    this.position = position;
    this.reason = reason;
  }

  /** Returns where the fault is, in characters from 0. */
  public int position() {
    return position;
  }

  /** Returns what is wrong and what to write, in one line. */
  public String reason() {
    return reason;
  }

  /** Returns the expression and, in the line below, a caret at the fault. */
  private static String shown(String expression, int position) {
    int from = Math.max(0, position - SHOWN);
    int to = Math.min(expression.length(), position + SHOWN);
    String before = from > 0 ? "…" : "";
    String line = expression.substring(from, to).replaceAll("\\s", " ");
    return "  "
        + before
        + line
        + (to < expression.length() ? "…" : "")
        + "\n  "
        + " ".repeat(before.length() + position - from)
        + "^";
  }
}
