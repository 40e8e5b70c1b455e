package dev.postgreswire.report;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.message.DataRow;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.PasswordMessage;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.RecordingListener.ConnectionClosed;
import dev.postgreswire.recording.RecordingListener.ConnectionOpened;
import dev.postgreswire.recording.Window;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.testing.WireScript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  @TempDir private Path directory;

  @Test
  void theFileIsReadableByItsOwnerOnlyAndNothingElseIsLeft() throws IOException {
    Path file = directory.resolve("new/folder/page.html");

    HtmlReport.create().add(small()).write(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file.getParent()).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void whereItCannotBeWrittenNothingIsLeft() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("page.html"));

    assertThatThrownBy(() -> HtmlReport.create().add(small()).write(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("page.html");
    assertThat(directory).isDirectoryNotContaining(other -> !other.equals(folder));
  }

  @Test
  void closingWritesWhatWasAskedForOnce() throws IOException {
    Path file = directory.resolve("page.html");
    try (HtmlReport report = HtmlReport.create().title("a proxy").to(file)) {
      small().replayTo(report);
      assertThat(file).doesNotExist();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlReport report = HtmlReport.create().to(out);
    report.close();
    report.close();

    assertThat(file).content().contains("<title>a proxy</title>");
    assertThat(out.toString(StandardCharsets.UTF_8)).containsOnlyOnce("<!DOCTYPE html>");
  }

  @Test
  void nothingRunsButItsOwnScript() throws Exception {
    String html = html(HtmlReport.create().title("</title><script>alert(1)</script>"));

    assertThat(html)
        .contains("<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>")
        .contains("default-src 'none'")
        .doesNotContain("unsafe-inline");
    assertThat(html).contains("script-src 'sha256-" + hash(element(html, "script")) + "'");
    assertThat(html).contains("style-src 'sha256-" + hash(element(html, "style")) + "'");
  }

  @Test
  void withoutScriptsThereIsTheTrace() throws IOException {
    String html = html(HtmlReport.create().add(of(session().client(query("select '<b>'")))));

    assertThat(html)
        .containsPattern(
            "(?s)<noscript>.*1\tF\t\\d+\tStartupMessage.*select '&lt;b&gt;'.*</noscript>");
  }

  @Test
  void passwordsAreNowhere() throws IOException {
    WireScript script =
        WireScript.script()
            .clientHex("00000012000300007573657200626f620000")
            .serverHex("520000000800000003")
            .client(new PasswordMessage("hunter2"))
            .serverHex("520000000800000000" + "5a0000000549")
            .client(query("alter role a password 'hunter2'; alter role b password 'hunter2' valid"))
            .server(error("42601", "syntax error in password 'hunter2'"), IDLE)
            .client(parse("s", "create role c password 'hunter2'"))
            .clientHex(
                "51000000287061737377 6f72642027 68756e74657232 27 ff"
                    + " 0000000000000000000000000000000000");

    String all = PagePayload.of(html(HtmlReport.create().add(of(script))));

    assertThat(all)
        .doesNotContain("hunter2")
        .contains("password '********'; alter role b password '********' valid");
  }

  @Test
  void ofALargeRecordingTheFirstTheLastAndTheErrorsAreKept() throws IOException {
    WireScript script = session();
    for (int i = 0; i < 1000; i++) {
      script.client(query("select " + i));
      script.server(i == 500 ? error("57014", "cancelled") : tag("SELECT 0"), IDLE);
    }

    String html = html(HtmlReport.create().limits(1 << 20, 300).add(of(script)));

    assertThat(PagePayload.messages(html))
        .contains("select 0\0", "select 40\0", "select 500\0", "cancelled", "select 999\0")
        .doesNotContain("select 499\0", "select 501\0", "select 800\0");
    assertThat(PagePayload.facts(html))
        .containsPattern("\"leftOut\":\\{[^}]*\"messages\":270[0-9]");
  }

  @Test
  void ofALongExchangeTheBeginningAndTheEndAreKept() throws IOException {
    WireScript script = session().client(query("select many"));
    script.server(columns("n"));
    script.server(Collections.nCopies(5000, row("7")).toArray(Message[]::new));
    script.server(new DataRow(row("last").columns()), tag("SELECT 5001"), IDLE);

    String html = html(HtmlReport.create().limits(10_000, 10_000).add(of(script)));

    assertThat(PagePayload.messages(html)).contains("select many", "last", "SELECT 5001");
    assertThat(PagePayload.messages(html).length()).isLessThan(60_000);
    assertThat(PagePayload.facts(html))
        .containsPattern("\"leftOut\":\\{[^}]*\"messages\":4[0-9]{3}");
  }

  @Test
  void memoryDoesNotGrowWithTheRecording() throws IOException {
    HtmlReport report = HtmlReport.create().limits(50_000, 2000);
    for (int i = 0; i < 20; i++) {
      report.add(of(session().client(query("x".repeat(20_000))).server(tag("SELECT 0"), IDLE)));
    }

    assertThat(PagePayload.messages(html(report)).length()).isLessThan(100_000);
  }

  /** An application without a pool may open one each second, for weeks. */
  @Test
  void connectionsOfWhichThePageHasNothingAreForgotten() throws IOException {
    HtmlReport report = HtmlReport.create().add(of(session().client(query("select first"))));
    ConnectionOrigin origin = ConnectionOrigin.of("db:5432", "");
    Instant time = Instant.parse("2026-11-21T06:00:00Z");
    for (int id = 2; id <= 20_000; id++) {
      report.opened(new ConnectionOpened(id, time, origin));
      report.closed(new ConnectionClosed(id, time, Ending.CLOSED_BY_CLIENT, "", 0, 0));
    }

    String facts = PagePayload.facts(html(report));
    assertThat(facts).contains("\"id\":1,", "\"id\":20000,").doesNotContain("\"id\":2,");
    assertThat(facts.split("\"id\":").length).isLessThan(5000);
  }

  @Test
  void aValueIsNamedAndTypedByWhatDescribedIt() throws IOException {
    String html =
        html(
            HtmlReport.create()
                .add(
                    of(
                        session()
                            .client(parse("", "select $1", 23), bind("", "41"), SYNC)
                            .server(PARSED, BOUND, IDLE)
                            .client(query("select answer"))
                            .server(columns("answer"), row("42"), tag("SELECT 1"), IDLE))));

    assertThat(PagePayload.facts(html))
        .contains("[\"columns[0]\",\"answer\",\"v\",", "[\"parameters[0]\",\"$1\",\"v\",")
        .contains("\"23\":\"int4\"");
  }

  @Test
  void whatWasSaidBeforeAWindowIsNotMissing() throws IOException {
    Recorder recorder = new Recorder(new RecorderOptions(1 << 20));
    WireSink.Connection connection = recorder.opened(ConnectionOrigin.of("db:5432", "here:1"));
    WireScript.session().playOn(connection);
    try (Window window = recorder.openWindow("later")) {
      WireScript.script().client(query("select 1")).playOn(connection);
      assertThat(PagePayload.facts(html(HtmlReport.create().add(window.recording()))))
          .contains("34 bytes of the client were sent before")
          .doesNotContain("not recorded");
    }
  }

  @Test
  void linksNameTheConnectionUnlessItIsTheFirst() {
    assertThat(HtmlReport.fragment(1, 17)).isEqualTo("#m=17");
    assertThat(HtmlReport.fragment(2, 0)).isEqualTo("#c=2&m=0");
  }

  @Test
  void limitsAreChecked() {
    assertThatThrownBy(() -> HtmlReport.create().limits(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 bytes");
  }

  @Test
  void whatTheStreamThrowsComesOut() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertThatThrownBy(() -> HtmlReport.create().write(full)).hasMessage("No space left on device");
  }

  private static WireScript session() {
    return WireScript.session();
  }

  private static Recording small() {
    return of(session().client(query("select 1")).server(tag("SELECT 1"), IDLE));
  }

  private static Recording of(WireScript script) {
    return PageSessions.of(script);
  }

  private static String html(HtmlReport report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String element(String html, String name) {
    Matcher matcher = Pattern.compile("(?s)<" + name + ">(.*?)</" + name + ">").matcher(html);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String hash(String text) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(hash);
  }
}
