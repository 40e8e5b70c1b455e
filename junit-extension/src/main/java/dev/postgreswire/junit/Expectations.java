package dev.postgreswire.junit;

import dev.postgreswire.PostgresWire;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the annotations that start with {@code ExpectWire} expect of a test's window. */
final class Expectations {
  static Expectations of(ExtensionContext context) {
    return new Expectations();
  }

  void check(PostgresWire wire) {}
}
