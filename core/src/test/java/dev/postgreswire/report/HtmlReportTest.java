package dev.postgreswire.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.Recording;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTML recording in a browser. */
class HtmlReportTest {
  private static PageBrowser browser;

  @TempDir private Path directory;

  @BeforeAll
  static void open() {
    browser = PageBrowser.open();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void aHundredThousandMessagesAreUsableAtOnce() throws IOException {
    Recording recording = PageSessions.pgbench(100_000);
    long t = System.nanoTime();
    Path page = directory.resolve("large.html");
    HtmlReport.create().title("pgbench").add(recording).write(page);
    System.out.println(
        "write ms "
            + (System.nanoTime() - t) / 1_000_000
            + " size "
            + java.nio.file.Files.size(page));

    browser.visit(page, "");
    System.out.println(
        "usable " + browser.run("return performance.getEntriesByName('usable')[0].startTime"));
    System.out.println("nodes " + browser.run("return document.querySelectorAll('*').length"));
    browser.screenshots("large");
    browser.press("e");
    browser.screenshots("large-error");
    browser.assertCleanAndAlone(page);
    assertThat(browser.number("document.querySelectorAll('*').length")).isLessThanOrEqualTo(1000);
  }
}
