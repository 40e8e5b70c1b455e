package dev.postgreswire.assertj;

import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * Assertions whose failures are collected and reported together, AssertJ's own among them.
 *
 * <pre>{@code
 * PostgresWireSoftAssertions.assertWireSoftly(softly -> {
 *   softly.assertThat(wire).statements().hasSize(1).first().hasParameters(2026);
 *   softly.assertThat(wire).errors().isEmpty();
 * });
 * }</pre>
 *
 * <p>After a step that leads nowhere, such as {@code first()} of no statements, the rest of the
 * chain says nothing.
 */
public class PostgresWireSoftAssertions extends SoftAssertions
    implements PostgresWireSoftAssertionsProvider {
  /** Begins with no failures. */
  public PostgresWireSoftAssertions() {}

  /** Runs assertions and then reports all their failures. */
  public static void assertWireSoftly(Consumer<PostgresWireSoftAssertions> softly) {
    SoftAssertionsProvider.assertSoftly(PostgresWireSoftAssertions.class, softly);
  }
}
