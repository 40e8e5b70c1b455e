package dev.postgreswire.message;

import java.util.Optional;

/** The names of SQLSTATEs and of their classes. */
final class SqlStateNames {
  private SqlStateNames() {}

  static Optional<String> condition(String code) {
    return Optional.empty();
  }

  static Optional<String> className(String classCode) {
    return Optional.empty();
  }
}
