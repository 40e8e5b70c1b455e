package com.example.drivers;

/** How much TLS a driver is asked for. */
public enum Tls {
  /** None. */
  OFF,
  /** Some, with whomever. */
  REQUIRE,
  /** With the server of that name only, whose certificate a known authority has signed. */
  VERIFY_FULL,
  /** The same from the first byte, without asking the server in plaintext before. */
  DIRECT;

  /** Returns how it is written in the name of a cell. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  static Tls of(String text) {
    return valueOf(text.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
  }
}
