package dev.postgreswire.junit;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** What annotations that expect something may say. */
final class ExpectationRules {
  private static final Pattern SQL_STATE = Pattern.compile("[0-9A-Z]{5}");

  private ExpectationRules() {}

  /**
   * Looks at an annotation.
   *
   * @throws ExtensionConfigurationException when it makes no sense; the message says what to write
   */
  static void validate(Object annotation, String where) {
    if (annotation instanceof ExpectWireStatements said) {
      validate(said, where);
    } else if (annotation instanceof ExpectWireRoundTrips said) {
      require(said.atMost() >= 0, said, where, "cannot be fewer than none");
    } else if (annotation instanceof ExpectWireError said) {
      require(
          SQL_STATE.matcher(said.value()).matches(),
          said,
          where,
          "names no SQLSTATE; write its five characters, such as @ExpectWireError(\"23505\")");
    }
  }

  private static void validate(ExpectWireStatements said, String where) {
    int[] counts = {
      said.value(), said.atMost(), said.select(), said.insert(), said.update(), said.delete()
    };
    require(
        IntStream.of(counts).anyMatch(count -> count != ExpectWireStatements.UNSAID),
        said,
        where,
        "does not say how many; write such as @ExpectWireStatements(1) or (atMost = 3)");
    require(
        IntStream.of(counts).allMatch(count -> count >= ExpectWireStatements.UNSAID),
        said,
        where,
        "cannot be fewer than none");
    require(
        said.value() == ExpectWireStatements.UNSAID || said.atMost() == ExpectWireStatements.UNSAID,
        said,
        where,
        "says both exactly how many and how many at most; leave one of them out");
  }

  private static void require(boolean good, Object said, String where, String otherwise) {
    if (!good) {
      throw new ExtensionConfigurationException(
          Expectations.text(said) + " of " + where + " " + otherwise);
    }
  }
}
