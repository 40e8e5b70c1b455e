package dev.postgreswire.examples.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What the README quotes is what is there. */
class ReadmeTest {
  private static final long MOST_BYTES = 150 * 1024;
  private String readme;

  @BeforeEach
  void read() throws IOException {
    readme = Files.readString(Path.of("..", "..", "README.md"));
  }

  /** Returns the first block of a language, without its end. */
  private String quoted(String language, String end) {
    return readme.split("```" + language + "\n", 2)[1].split(end + "```", 2)[0].stripTrailing();
  }

  @Test
  void quotesATestThatIsRun() {
    String source = InvoicesTest.class.getName().replace('.', '/') + ".java";
    assertThat(Path.of("src", "test", "java", source))
        .content()
        .contains(quoted("java", "  …\n}\n"));
  }

  @Test
  void showsHowATestFails() {
    Event failure =
        EngineTestKit.engine("junit-jupiter")
            .enableImplicitConfigurationParameters(true) // billing.database
            .selectors(selectClass(LazyInvoicesTest.class))
            .execute()
            .testEvents()
            .finished()
            .filter(finishedWithFailure()::matches)
            .findFirst()
            .orElseThrow();
    String message =
        failure
            .getRequiredPayload(TestExecutionResult.class)
            .getThrowable()
            .orElseThrow()
            .getMessage();
    assertThat(masked(quoted("text", ""))).isEqualTo(masked(message));
    // The agent knows more than the README shows: where in the source a statement comes from.
    assertThat(message.contains("  Invoices.java:")).isEqualTo(Boolean.getBoolean("billing.agent"));
  }

  /**
   * Without times, connection numbers, places in the source, and the folder that the project is in.
   */
  private static String masked(String text) {
    return text.strip()
        .replaceAll("  (caller|Invoices.java:\\d+) *(?=  se?[ql])", "")
        .replaceAll(" by BillingConfiguration.java:\\d+ in thread \\w+", "")
        .replaceAll("(?<= customer_id from ).*…", "…")
        .replaceAll("c\\d+ *(?=  -  )", "c1  ")
        .replaceAll("c\\d+(?= was opened)", "c1")
        .replaceAll("#c=\\d+&m", "#m")
        .replaceAll(" +\\d+\\.\\d(?=  )", "     0.0")
        .replaceAll("file:///.*(?=/examples/)", "file:///…");
  }

  @Test
  void showsAPicture() throws IOException {
    assertThat(readme).contains("(examples/plain-jdbc/recording.png)");
    assertThat(Files.size(Path.of("recording.png"))).isLessThanOrEqualTo(MOST_BYTES);
  }
}
