package dev.postgreswire.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The names of SQLSTATEs and of their classes, from the manual's Appendix A. */
final class SqlStateNames {
  private static final Map<String, String> NAMES = read();

  private SqlStateNames() {}

  static Optional<String> condition(String code) {
    return code.length() == 5 ? Optional.ofNullable(NAMES.get(code)) : Optional.empty();
  }

  static Optional<String> className(String classCode) {
    return classCode.length() == 2 ? Optional.ofNullable(NAMES.get(classCode)) : Optional.empty();
  }

  private static Map<String, String> read() {
    try (InputStream in = SqlStateNames.class.getResourceAsStream("sqlstates.txt")) {
      Map<String, String> names = new HashMap<>();
      new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .forEach(words -> names.put(words[0], words[1]));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
