package dev.postgreswire.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of 100,000 messages in a browser. */
class PageLargeTest {
  private static final String NODES = "document.querySelectorAll('*').length";

  @TempDir private Path directory;

  @Test
  void aHundredThousandMessagesAreAFewNodesAtATime() throws IOException {
    Path page = directory.resolve("large.html");
    HtmlReport.create().title("pgbench").add(PageSessions.pgbench(100_000)).write(page);

    try (PageBrowser browser = PageBrowser.open()) {
      browser.visit(page, "");
      assertThat(browser.text("[data-part=counts]")).contains("100\u202f000 messages", "4 errors");
      assertThat(browser.number(NODES)).isLessThanOrEqualTo(1000);
      browser.screenshots("large");

      browser.press("x", "G");
      assertThat(browser.number(NODES)).isLessThanOrEqualTo(1000);
      assertThat(browser.text(".row[aria-selected=true]")).contains("Terminate");
      assertThat(browser.number("Number(document.querySelector('[role=treegrid]').ariaRowCount)"))
          .isGreaterThan(100_000);

      browser.press("X", "g", "e", "e");
      assertThat(browser.text(".row[aria-selected=true]")).contains("23505 unique_violation");
      assertThat(browser.number(NODES)).isLessThanOrEqualTo(1000);
      browser.screenshots("large-error");

      browser.press("/");
      browser.type("duplicate");
      browser.until("document.querySelector('[data-part=found]').textContent.startsWith('4 of')");
      browser.assertCleanAndAlone(page);
    }
  }
}
