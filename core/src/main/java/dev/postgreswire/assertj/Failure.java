package dev.postgreswire.assertj;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.WritableAssertionInfo;
import org.assertj.core.error.AssertionErrorCreator;
import org.assertj.core.error.DescriptionFormatter;
import org.assertj.core.util.Throwables;

/**
 * Makes errors. AssertJ's own way takes each text as a format, in which the {@code %n} of {@code
 * like '%name'} becomes a new line.
 */
final class Failure {
  /** Frames that say nothing to whoever wrote the test. */
  private static final Pattern OURS =
      Pattern.compile(
          Pattern.quote(Failure.class.getPackageName())
              + "\\.(\\w+Assert|Failure|Evidence|Opener)(\\$.*)?");

  private Failure() {}

  static AssertionError of(AbstractAssert<?, ?> assertion, Evidence evidence, String text) {
    WritableAssertionInfo info = assertion.info;
    return finished(new AssertionErrorCreator().assertionError(message(info, evidence, text)));
  }

  /** Makes an error with two values to compare. */
  static AssertionError of(
      AbstractAssert<?, ?> assertion,
      Evidence evidence,
      String text,
      Object expected,
      Object actual) {
    WritableAssertionInfo info = assertion.info;
    return finished(
        new AssertionErrorCreator()
            .assertionError(
                message(info, evidence, text), actual, expected, info.representation()));
  }

  private static String message(WritableAssertionInfo info, Evidence evidence, String text) {
    String description = DescriptionFormatter.instance().format(info.description());
    String overriding = info.overridingErrorMessage();
    if (overriding != null) {
      return description + overriding;
    }
    String footnote = evidence.footnote();
    return description + text + (footnote.isEmpty() ? "" : "\n" + footnote);
  }

  private static AssertionError finished(AssertionError error) {
    Throwables.removeAssertJRelatedElementsFromStackTrace(error);
    error.setStackTrace(
        Arrays.stream(error.getStackTrace())
            .filter(frame -> !OURS.matcher(frame.getClassName()).matches())
            .toArray(StackTraceElement[]::new));
    return error;
  }
}
