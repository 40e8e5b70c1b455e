package dev.postgreswire.benchmarks.decode;

import java.util.Locale;

/** How far bytes are decoded; each level includes those before it. */
enum Level {
  /** Where each message begins and ends. */
  FRAMING,
  /** An object for each message, rows as the bytes of their columns. */
  MESSAGES,
  /** The same, and a string for each column of a row. */
  TEXT,
  /** An object of the host's language for each column of a row: numbers, dates, text. */
  VALUES;

  /** Returns its name in a table. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
