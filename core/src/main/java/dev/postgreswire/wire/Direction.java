package dev.postgreswire.wire;

/** Who sent a byte. */
public enum Direction {
  /** From the client ("frontend") to the server. */
  FRONTEND("F"),
  /** From the server ("backend") to the client. */
  BACKEND("B");

  private final String symbol;

  Direction(String symbol) {
    this.symbol = symbol;
  }

  /** Returns {@code F} or {@code B}, the letter libpq's {@code PQtrace} uses. */
  public String symbol() {
    return symbol;
  }

  /** Returns the other direction. */
  public Direction opposite() {
    return this == FRONTEND ? BACKEND : FRONTEND;
  }
}
