package dev.postgreswire.tls;

/** What was to be a key log is none. The message says which line, what is wrong, and what to do. */
public final class KeyLogException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;

  KeyLogException(int line, String message) {
    super("line " + line + ": " + message);
    this.line = line;
  }

  /** Returns the number of the line, counted from 1. */
  public int line() {
    return line;
  }
}
