package dev.postgreswire.report;

import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.Message;
import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Recordings that are not what one expects, in a browser. */
class PageOddTest {
  private static final String HOSTILE =
      "</script><script>alert(1)</script><!-- \u202e\u2066 \u05e9\u05dc\u05d5\u05dd 😀 {{script}}"
          + " ${x} `";

  private static PageBrowser browser;

  @TempDir private Path directory;
  private Path page;

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

  @AfterEach
  void nothingWentWrongAndNobodyWasAsked() {
    browser.assertCleanAndAlone(page);
  }

  @Test
  void nothing() throws IOException {
    show(HtmlReport.create().add(PageSessions.of()), "");

    assertThat(browser.text(".remark")).isEqualTo("No message was recorded.");
    assertThat(browser.text("[data-part=counts]")).contains("0 connections", "0 messages");
    for (String key :
        List.of("j", "k", "e", "n", "t", "G", "g", "]", "x", "1", "5", "y", "d", "d")) {
      browser.press(key);
    }
    browser.screenshots("odd-nothing");
  }

  @Test
  void oneMessage() throws IOException {
    show(of(WireScript.script().clientHex("0000000804d2162f")), "#m=0");

    assertThat(browser.texts(".row.message")).hasSize(1);
    assertThat(browser.text(".detail h2")).isEqualTo("SSLRequest");
    browser.screenshots("odd-one");
  }

  @Test
  void hostileTextIsText() throws IOException {
    WireScript script =
        WireScript.session()
            .client(query("select '" + HOSTILE + "'"))
            .server(columns(HOSTILE), row(HOSTILE), error("XX000", HOSTILE), IDLE);
    page = directory.resolve("hostile.html");
    HtmlReport.create()
        .title(HOSTILE)
        .failure(HOSTILE, HOSTILE + "\0")
        .add(PageSessions.of(script))
        .write(page);
    browser.visit(page, "#m=9");

    assertThat(browser.text("h1")).isEqualTo(HOSTILE);
    assertThat(browser.text(".failure summary")).contains(HOSTILE);
    assertThat(browser.text(".row.exchange.failed .text")).contains("</script><script>alert(1)");
    assertThat(browser.text(".problem.about-message")).contains("</script><script>alert(1)");
    assertThat(browser.number("document.scripts.length")).isEqualTo(1);
    browser.screenshots("odd-hostile");
  }

  @Test
  void textWithNulAndBytesThatAreNoText() throws IOException {
    show(
        of(
            WireScript.session()
                .client(query("select"))
                .server(columns("odd"))
                .serverHex("440000000f0001" + "00000005" + "61006200ff")
                .server(tag("SELECT 1"), IDLE)),
        "#m=8&f=columns%5B0%5D");

    assertThat(browser.text(".value")).contains("\\x61006200ff");
  }

  @Test
  void aMegabyteOfSql() throws IOException {
    String sql = "select '" + "lorem ipsum ".repeat(90_000) + "'";
    show(of(WireScript.session().client(query(sql)).server(tag("SELECT 1"), IDLE)), "#m=6&f=query");

    assertThat(browser.text(".remark")).contains("more are not in this page");
    assertThat(browser.text(".row.exchange[aria-level='1']")).isNotEmpty();
    assertThat(browser.number("document.querySelector('.value pre').textContent.length"))
        .isGreaterThan(3_000);
    assertThat(Files.size(page)).isLessThan(200_000);
  }

  @Test
  void undecodedMessagesSayWhy() throws IOException {
    show(of(WireScript.session().clientHex("5100000007ffff00").serverHex("2100000004")), "#m=6");

    assertThat(browser.text(".detail h2")).isEqualTo("Undecoded");
    assertThat(browser.text(".remark")).contains("field 'query' is not valid UTF-8");
    assertThat(browser.text("[data-part=counts]")).startsWith("2 errors");
    browser.press("e");
    assertThat(browser.text(".remark")).contains("unknown message type 0x21 '!'");
    browser.screenshots("odd-undecoded");
  }

  @Test
  void aConnectionWhoseBeginningIsMissing() throws IOException {
    HtmlReport report = HtmlReport.create();
    Instant time = Instant.parse("2026-11-21T03:00:00Z");
    ConnectionOrigin origin = new ConnectionOrigin("db:5432", "", Caller.UNKNOWN, "a test", true);
    report.opened(new RecordingListener.ConnectionOpened(1, time, origin));
    report.gap(1, time, Direction.BACKEND, 512);
    report.tls(1, time, undecryptable());
    report.note(1, time, "512 bytes were skipped: no message begins there");
    report.closed(
        new RecordingListener.ConnectionClosed(1, time, Ending.RESET_BY_SERVER, "reset", 1, 2));
    show(report, "");

    assertThat(browser.text("[role=tab][data-conn='1']")).contains("partial");
    assertThat(browser.text(".about"))
        .contains("TLS TLSv1.2, not decrypted: no secret fits")
        .contains("beginning not seen", "reset by the server: reset", "a test")
        .contains("512 bytes of the server are not recorded", "512 bytes were skipped");
  }

  private static TlsSession undecryptable() {
    Optional<String> none = Optional.empty();
    return new TlsSession(
        Optional.of("TLSv1.2"),
        none,
        none,
        List.of(),
        none,
        false,
        1,
        2,
        false,
        Optional.of("no secret fits"));
  }

  @Test
  void whatWasLeftOutIsSaid() throws IOException {
    WireScript script = WireScript.session();
    for (int i = 0; i < 400; i++) {
      script.client(query("select " + i)).server(tag("SELECT 0"), IDLE);
    }
    script.client(query("select rows")).server(columns("n"));
    script.server(Collections.nCopies(400, row("7")).toArray(Message[]::new));
    script.server(tag("SELECT 400"), IDLE);
    Recording recording = PageSessions.of(script);
    show(HtmlReport.create().limits(1 << 20, 300).add(recording), "");

    assertThat(browser.text(".left-out")).contains("Not everything is here", "exchanges with");
    assertThat(browser.run("return document.querySelectorAll('.rows .space').length"))
        .isEqualTo(1L);
    browser.press("G", Keys.ARROW_RIGHT);
    assertThat(browser.texts(".row.left .text"))
        .anyMatch(text -> text.contains("left out of this page"));
    browser.screenshots("odd-left-out");
    browser.visit(page, "#m=700");
    assertThat(browser.text(".toast")).contains("#700 is not in this page; this is the nearest");
  }

  @Test
  void severalConnectionsHaveTabs() throws IOException {
    WireScript[] scripts = new WireScript[12];
    for (int i = 0; i < scripts.length; i++) {
      scripts[i] = WireScript.session().client(query("select " + i)).server(tag("SELECT 1"), IDLE);
    }
    show(HtmlReport.create().add(PageSessions.of(scripts)), "#tab=3");

    assertThat(browser.texts("[role=tab]")).hasSize(13).startsWith("all", "c1 alice");
    assertThat(browser.text("[role=tab][aria-selected=true]")).isEqualTo("c3 alice");
    assertThat(browser.texts(".row.exchange .text"))
        .containsExactly("startup alice@shop", "select 2");
    browser.press("9");
    assertThat(browser.texts(".row.exchange .text")).contains("select 8");
    browser.screenshots("odd-connections");
  }

  @Test
  void anOldBrowserShowsTheTrace() throws IOException {
    page = directory.resolve("old.html");
    HtmlReport.create()
        .add(PageSessions.of(WireScript.session().client(query("select '<&>'"))))
        .write(page);
    browser.without(
        "DecompressionStream", () -> browser.load(page, "document.querySelector('.fallback')"));

    assertThat(browser.text(".fallback"))
        .contains("DecompressionStream is missing", "select '<&>'");
  }

  private static HtmlReport of(WireScript script) throws IOException {
    return HtmlReport.create().add(PageSessions.of(script));
  }

  private void show(HtmlReport report, String fragment) throws IOException {
    page = directory.resolve("page.html");
    report.write(page);
    browser.visit(page, fragment);
  }
}
