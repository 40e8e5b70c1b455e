package dev.postgreswire.report;

import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.testing.WireScript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Who sent what, and what is not recorded, in a browser. */
class PageCallerTest {
  private static final Caller POOL = new Caller("pool-1", "app.Pool.open(Pool.java:12)");

  @TempDir private static Path directory;
  private static PageBrowser browser;
  private static Path page;

  @BeforeAll
  static void open() throws IOException {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    WireScript.session()
        .by("http-1", "app.Invoices.list(Invoices.java:31)")
        .client(query("select id from invoice"))
        .server(tag("SELECT 1"), IDLE)
        .by("epoll-1", "")
        .client(query("select name from customer"))
        .server(tag("SELECT 1"), IDLE)
        .playOn(recorder.opened(new ConnectionOrigin("db:5432", "", POOL, "", false)));
    for (int i = 0; i < 2; i++) {
      recorder.missed(new MissedConnection("db:5432", POOL, "it has no hook", Instant.EPOCH));
    }
    page = directory.resolve("callers.html");
    HtmlReport.create().add(recorder.recording()).write(page);
    browser = PageBrowser.open();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothingWentWrongAndNobodyWasAsked() {
    browser.assertCleanAndAlone(page);
  }

  @Test
  void aRowShowsTheLineOfCode() throws IOException {
    browser.visit(page, "#x=1");

    assertThat(browser.texts(".row .caller")).containsExactly("Invoices.java:31");
    assertThat(browser.text(".detail .facts"))
        .contains("by app.Invoices.list(Invoices.java:31) in thread http-1");
    browser.screenshots("callers");

    browser.visit(page, "#m=9");
    assertThat(browser.text(".detail h2")).isEqualTo("Query");
    assertThat(browser.text(".detail .facts")).contains("in thread epoll-1").doesNotContain(" by ");
  }

  @Test
  void theHeadSaysWhoOpenedTheConnectionAndWhatIsNotRecorded() {
    browser.visit(page, "");

    assertThat(browser.text(".about")).contains("thread pool-1", "app.Pool.open(Pool.java:12)");
    assertThat(browser.texts(".missed li"))
        .containsExactly(
            "not recorded: db:5432 (opened by Pool.java:12 in thread pool-1): it has no hook"
                + " (2 times)");
  }

  @Test
  void theFilterKnowsThem() {
    for (String filter :
        new String[] {"caller contains \"Invoices.java:31\"", "thread == http-1", "not thread"}) {
      browser.visit(page, "#x=0");
      browser.press("/");
      browser.type(filter);
      browser.press(Keys.ENTER);
      assertThat(browser.text("[data-part=found]"))
          .as(filter)
          .startsWith(filter.startsWith("not") ? "10 of" : "1 of");
    }
  }
}
