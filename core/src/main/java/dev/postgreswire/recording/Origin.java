package dev.postgreswire.recording;

/**
 * Who came up with a statement. The wire does not tell: it is a guess by rules, and {@link
 * Statement#originReason()} names the one that decided. In doubt it is the application.
 */
public enum Origin {
  /** The application, or a library of its such as an object-relational mapper. */
  APPLICATION,
  /** The driver: transaction control, its own settings, look-ups of types. */
  DRIVER,
  /** The connection pool, which validates or resets a connection. */
  POOL
}
