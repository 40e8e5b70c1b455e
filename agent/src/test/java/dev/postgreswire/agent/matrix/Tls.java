package dev.postgreswire.agent.matrix;

import java.util.Locale;

/** How much TLS a cell has; the applications know the same words. */
enum Tls {
  OFF,
  REQUIRE,
  VERIFY_FULL,
  DIRECT;

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
