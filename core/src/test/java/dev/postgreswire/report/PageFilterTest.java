package dev.postgreswire.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The filter in the page says of a recording what it says in Java. */
class PageFilterTest {
  @TempDir private static Path directory;
  private static PageBrowser browser;
  private static Recording recording;
  private static Path page;

  @BeforeAll
  static void open() throws Exception {
    recording = PageSessions.real();
    page = directory.resolve("filter.html");
    HtmlReport.create().add(recording).write(page);
    browser = PageBrowser.open();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type == Parse",
        "duplicate key",
        "invoice",
        "error",
        "conn == 2 and exchange == 0",
        "index in {1..5, 70}",
        "dir == F && len > 20",
        "phase == authentication",
        "time > 1ms and delta >= 0",
        "delta > 1ms",
        "rtt > 0ms",
        "sql contains \"insert\"",
        "param == 2",
        "param",
        "sqlstate == 23505",
        "tag contains COPY",
        "status == I",
        "not dir == B",
        "type in {Bind, Execute}",
        "pgsql.frontend",
        "pgsql.query contains \"invoice\"",
        "pgsql.version_major == 3",
        "pgsql.parameter_name == \"client_encoding\"",
        "pgsql.authtype == 10",
        "pgsql.auth.sasl.mech contains SCRAM",
        "pgsql.auth.sasl.data contains \"n=\"",
        "SASLResponse.data.proof == \"********\"",
        "SASLResponse.data.nonce",
        "pgsql.statement contains S_",
        "pgsql.portal == \"\"",
        "pgsql.returns == 1",
        "pgsql.copydata contains seven",
        "pgsql.pid > 0",
        "pgsql.key",
        "pgsql.oid.type == 23",
        "pgsql.oid == 23",
        "pgsql.format == 1",
        "pgsql.field.count == 3",
        "pgsql.col.name == customer",
        "pgsql.col.typemod == -1",
        "pgsql.val.length == 1",
        "pgsql.val.data contains Caf",
        "pgsql.severity == ERROR",
        "pgsql.line > 1",
        "DataRow.customer contains \"Caf\"",
        "DataRow.id > 1",
        "StartupMessage.user == scram_user",
        "ErrorResponse.constraint matches \"^INV.*key$\"",
        "Describe.target == P",
        "TlsRecord.contentType == 23",
        "password"
      })
  void thePageFindsWhatJavaFinds(String filter) {
    browser.visit(page, "#x=0");
    browser.press("/");
    browser.type(filter);
    browser.press(Keys.ENTER);
    browser.run("window.dispatchEvent(new Event('beforeprint'))");
    String printed = (String) browser.run("return document.querySelector('.print').textContent");

    List<String> inJava =
        recording.filter(filter).stream()
            .map(message -> message.connectionId() + "\t" + message.index())
            .sorted()
            .toList();
    assertThat(inJava).isNotEmpty();
    assertThat(printed.lines().map(line -> line.replaceFirst("\t[FB]\t.*", "")).sorted().toList())
        .isEqualTo(inJava);
    assertThat(browser.text("[data-part=found]")).startsWith(inJava.size() + " of ");
    browser.assertCleanAndAlone(page);
  }

  @Test
  void aBrokenFilterSaysWhereAndLeavesWhatWasFound() throws IOException {
    browser.visit(page, "#x=0");
    browser.press("/");
    browser.type("type == Parse");
    browser.until("document.querySelector('[data-part=found]').textContent.includes(' of ')");
    List<String> rows = browser.texts(".row .text");

    browser.type(" and (");
    browser.press(Keys.ENTER);

    assertThat(browser.text(".filter-error").lines().toList())
        .startsWith(
            "type == Parse and (",
            " ".repeat(19) + "^ something is missing: write a field or \"text\"")
        .last()
        .isEqualTo("What is shown is what “type == Parse” has left.");
    assertThat(browser.texts(".row .text")).isEqualTo(rows);
    assertThat(browser.run("return document.querySelector('#filter').ariaInvalid"))
        .isEqualTo("true");
    browser.screenshots("filter-broken");

    browser.press(
        Keys.BACK_SPACE,
        Keys.BACK_SPACE,
        Keys.BACK_SPACE,
        Keys.BACK_SPACE,
        Keys.BACK_SPACE,
        Keys.BACK_SPACE);
    browser.press(Keys.ENTER);
    assertThat(browser.text(".filter-error")).isEmpty();
    browser.assertCleanAndAlone(page);
  }

  @Test
  void theCasesHoldInABrowser() throws IOException {
    String script =
        PageTemplate.inPlace(PageTemplate.FILTER)
            + "const table = readFields(arguments[0]);"
            + "const wrong = [];"
            + "for (const line of arguments[1].split('\\n')) {"
            + "  if (line === '' || line.startsWith('# ')) continue;"
            + "  const [text, expected, ...cells] = line.split('\\t');"
            + "  const values = new Map();"
            + "  for (const cell of cells) {"
            + "    const [name, ...rest] = cell.split('=');"
            + "    const key = name.replace(/^#/, '');"
            + "    const value = cell.startsWith('#') ? Number(rest.join('=')) : rest.join('=');"
            + "    values.set(key, [...(values.get(key) ?? []), value]);"
            + "  }"
            + "  const filter = compileFilter(text, table);"
            + "  const found = filter.error ? `${filter.error.position}: ${filter.error.message}`"
            + "    : filter.matches(name => values.get(name) ?? []) ? 'yes' : 'no';"
            + "  if (found !== expected) wrong.push(`${text}: ${found}`);"
            + "}"
            + "return wrong;";
    browser.visit(page, "");

    Object wrong =
        browser.run(
            script,
            resource("/dev/postgreswire/recording/filter/filter-fields.tsv"),
            resource("/dev/postgreswire/filter-cases.tsv"));

    assertThat(wrong).isEqualTo(List.of());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
