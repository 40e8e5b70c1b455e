package dev.postgreswire.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The recording of a session with a real server, in a browser. */
class PageTest {
  private static final String SELECTED = ".row[aria-selected=true]";

  @TempDir private static Path directory;
  private static PageBrowser browser;
  private static Recording recording;
  private static Path page;
  private static int error;

  @BeforeAll
  static void open() throws Exception {
    recording = PageSessions.real();
    error = recording.errors().get(0).messageIndex();
    page = directory.resolve("real.html");
    HtmlReport.create()
        .title("InvoiceTest › refusesDuplicates()")
        .failure(
            "expected no errors, but there was 1: 23505 unique_violation",
            "Expecting empty but was:\n  [23505: duplicate key value]")
        .jumpTo(1, error)
        .add(recording)
        .write(page);
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
  void itOpensWhereItFailed() throws IOException {
    browser.visit(page, "");

    assertThat(browser.text(SELECTED)).contains("ErrorResponse", "23505 unique_violation");
    assertThat(browser.text(".failure summary"))
        .contains("FAILED", "expected no errors", "jump to #" + error);
    assertThat(browser.text(".detail h2")).isEqualTo("ErrorResponse");
    browser.screenshots("real-failure");

    browser.press("g");
    browser.click(".failure button");
    assertThat(browser.text(SELECTED)).contains("ErrorResponse");
    browser.click(".failure summary span");
    assertThat(browser.text(".failure pre")).contains("[23505: duplicate key value]");
  }

  @Test
  void rowsAreExchangesThatUnfoldToMessages() throws IOException {
    browser.visit(page, "#x=0");

    assertThat(browser.texts(".row")).hasSize(recording.exchanges().size());
    assertThat(browser.text(SELECTED)).contains("startup scram_user@postgres");
    assertThat(browser.text(".overview")).contains("SASLInitialResponse", "ParameterStatus × 1");
    browser.screenshots("real");

    browser.press(Keys.ARROW_RIGHT);
    assertThat(browser.texts(".row.message b"))
        .startsWith("StartupMessage", "AuthenticationSASL", "SASLInitialResponse");
    assertThat(browser.text(".row.run")).contains("ParameterStatus × 1");
    assertThat(browser.run("return document.querySelector('" + SELECTED + "').ariaExpanded"))
        .isEqualTo("true");

    browser.press(Keys.ARROW_LEFT);
    assertThat(browser.texts(".row.message")).isEmpty();
  }

  @Test
  void runsUnfoldToo() {
    browser.visit(page, "#m=7");
    browser.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    assertThat(browser.text(SELECTED)).contains("ParameterStatus × 1");

    browser.press(Keys.ENTER);
    assertThat(browser.texts(".row b").stream().filter("ParameterStatus"::equals))
        .hasSizeGreaterThan(10);
  }

  @Test
  void fieldsAndBytesShowEachOther() throws IOException {
    browser.visit(page, "#m=" + error + "&f=fields%5B2%5D.value");

    assertThat(browser.text(".field[aria-selected=true]"))
        .contains("code", "23505 unique_violation");
    assertThat(browser.texts(".ascii mark.selected")).containsExactly("23505·");
    assertThat(browser.text(".value"))
        .contains("fields[2].value · 6 bytes", "23505 unique_violation");

    browser.hover(".ascii mark.selected");
    assertThat(browser.text(".field.hovered")).contains("code");
    browser.hover(".field:nth-child(2)");
    assertThat(browser.texts(".bytes mark.hovered").get(0).strip()).matches("00 00 00 ..");
    browser.screenshots("real-error");

    browser.run("document.querySelector('.field').click()");
    assertThat(browser.texts(".bytes mark.selected").get(0).strip()).isEqualTo("45");
    browser.until("location.hash.includes('f=type')");
  }

  @Test
  void aFilterLeavesWhatFits() throws IOException {
    browser.visit(page, "#x=0");
    browser.press("/");
    browser.type("duplicate");
    browser.until("document.querySelector('[data-part=found]').textContent.startsWith('1 of')");

    assertThat(browser.texts(".row.exchange")).hasSize(1);
    browser.press(Keys.ENTER, "n");
    assertThat(browser.text(SELECTED + ".fits")).contains("ErrorResponse");
    browser.screenshots("real-filter");

    browser.press(Keys.ESCAPE);
    assertThat(browser.texts(".row.exchange")).hasSizeGreaterThan(10);
  }

  @Test
  void findingMarksAndHidesNothing() {
    browser.visit(page, "#x=0");
    browser.pressControl("f");
    browser.type("customer");
    browser.press(Keys.ENTER);

    assertThat(browser.text("[data-part=mode]")).isEqualTo("Find");
    assertThat(browser.texts(".row.exchange")).hasSize(recording.exchanges().size());
    String first = browser.text(SELECTED + ".fits");
    browser.press("n");
    assertThat(browser.text(SELECTED + ".fits")).isNotEqualTo(first);
    browser.press("N");
    assertThat(browser.text(SELECTED + ".fits")).isEqualTo(first);
  }

  @Test
  void keysGoEverywhere() {
    browser.visit(page, "#x=0");
    browser.press("j", "j", "k");
    assertThat(browser.text(".detail h2")).isEqualTo("Exchange 1");
    browser.press("]", "[", Keys.ARROW_DOWN, Keys.ARROW_UP);
    assertThat(browser.text(".detail h2")).isEqualTo("Exchange 1");
    browser.press(Keys.ENTER, "j");
    assertThat(browser.text(".detail h2")).isEqualTo("Query");
    browser.press("t");
    assertThat(browser.text(".detail h2")).isEqualTo("CommandComplete");
    browser.press("G");
    assertThat(browser.text(SELECTED)).contains("encrypted session TLSv1.3");
    browser.press("E");
    assertThat(browser.text(SELECTED)).contains("ErrorResponse");
    browser.press("g", "e");
    assertThat(browser.text(SELECTED)).contains("ErrorResponse");
    browser.press("2");
    assertThat(browser.text("[role=tab][aria-selected=true]")).isEqualTo("c2 TLSv1.3");
    browser.press("0", "?");
    assertThat(browser.text("dialog")).contains("next, previous error");
    browser.press(Keys.ESCAPE);
    assertThat(browser.run("return document.querySelector('dialog').open")).isEqualTo(false);
  }

  @Test
  void theFocusIsOnOneRowAndStaysThere() {
    browser.visit(page, "#x=0");
    browser.click(".row");
    browser.press("j", "j", "j");

    assertThat(browser.number("document.querySelectorAll('.row[tabindex=\"0\"]').length"))
        .isEqualTo(1);
    assertThat(browser.run("return document.activeElement.ariaSelected")).isEqualTo("true");
    assertThat(browser.run("return document.activeElement.getAttribute('role')")).isEqualTo("row");
    assertThat(browser.run("return document.activeElement.ariaRowIndex")).isEqualTo("5");
  }

  @Test
  void aConnectionHasItsFacts() throws IOException {
    browser.visit(page, "");
    browser.press("2");

    assertThat(browser.text(".about")).contains("TLS TLSv1.3, TLS_", "ending");
    assertThat(browser.texts(".row")).hasSize(2);
    browser.screenshots("real-tls");
    browser.press("1");
    assertThat(browser.text(".about"))
        .contains("user scram_user", "application billing", "authentication SCRAM-SHA-256");
  }

  @Test
  void theAddressRestoresEverything() {
    browser.visit(page, "#x=0");
    browser.press("1", "/");
    browser.type("invoice");
    browser.press(Keys.ENTER, "n", "n");
    browser.run("document.querySelectorAll('.field')[3].click()");
    browser.until("location.hash.includes('f=')");
    String hash = (String) browser.run("return location.hash");
    String row = browser.text(SELECTED);
    String field = browser.text(".field[aria-selected=true]");

    browser.visit(page, hash);

    assertThat(hash).contains("tab=1", "q=invoice", "m=", "f=");
    assertThat(browser.text(SELECTED)).isEqualTo(row);
    assertThat(browser.text(".field[aria-selected=true]")).isEqualTo(field);
    assertThat(browser.run("return document.querySelector('#filter').value")).isEqualTo("invoice");
    assertThat(browser.text("[role=tab][aria-selected=true]")).startsWith("c1");
  }

  @Test
  void aLinkNamesAMessageOfAnyConnection() {
    browser.visit(page, HtmlReport.fragment(2, 0));
    assertThat(browser.text(SELECTED)).contains("SSLRequest");
    assertThat(browser.text(".facts")).contains("connection 2");

    browser.visit(page, HtmlReport.fragment(1, 0));
    assertThat(browser.text(SELECTED)).contains("StartupMessage");
    browser.visit(page, "#m=999999");
    assertThat(browser.text(".toast")).contains("#999999 is not in this page");
  }

  @Test
  void darkAndLight() {
    browser.visit(page, "");
    browser.theme("light");
    String light = background();
    browser.press("d");
    String dark = background();
    browser.press("d");

    assertThat(light).isEqualTo("rgb(255, 255, 255)");
    assertThat(dark).isEqualTo("rgb(18, 22, 27)");
    assertThat(background()).isEqualTo(light);
  }

  private static String background() {
    return (String) browser.run("return getComputedStyle(document.body).backgroundColor");
  }

  @Test
  void secretsAreMaskedAndSaidToBe() throws IOException {
    browser.visit(page, "#m=4");
    assertThat(browser.texts(".field.secret"))
        .anyMatch(text -> text.contains("redacted (44 bytes)"));
    browser.screenshots("real-secrets");

    browser.press("/");
    browser.type("comment on table");
    browser.press(Keys.ENTER, "n");
    assertThat(browser.text(".detail")).contains("********").doesNotContain("hunter2");
  }

  @Test
  void copiesAreWhatJavaWouldSay() {
    browser.visit(page, "");
    for (RecordedMessage message : recording.connections().get(0).messages().subList(0, 90)) {
      browser.run("location.hash = arguments[0]", "#m=" + message.index());
      browser.until(
          "document.querySelector('.detail .facts').textContent.startsWith('#"
              + message.index()
              + "c')");
      browser.click("[data-copy=trace]");
      assertThat(browser.clipboard() + "\n").isEqualTo(Trace.strict().of(List.of(message)));
    }
  }

  @Test
  void linksBytesAndJavaAreCopiedToo() {
    browser.visit(page, "#m=0");
    browser.press("y");
    browser.until("document.querySelector('.toast').textContent === 'copied: link'");
    assertThat(browser.clipboard()).isEqualTo(page.toUri() + "#m=0");

    String hex = recording.connections().get(0).messages().get(0).frame().bytes().toHex();
    browser.click("[data-copy=hex]");
    browser.until("document.querySelector('.toast').textContent === 'copied: hex'");
    assertThat(browser.clipboard()).isEqualTo(hex);
    browser.click("[data-copy=java]");
    browser.until("document.querySelector('.toast').textContent === 'copied: Java'");
    assertThat(browser.clipboard()).isEqualTo("Bytes.ofHex(\"" + hex + "\")");
  }

  @Test
  void whatIsPrintedIsTheTrace() {
    browser.visit(page, "");
    browser.run("window.dispatchEvent(new Event('beforeprint'))");

    assertThat((String) browser.run("return document.querySelector('.print').textContent"))
        .contains("1\t0\tF\t")
        .contains("StartupMessage\t 3 0 \"user\" \"scram_user\"")
        .doesNotContain("hunter2");
  }
}
