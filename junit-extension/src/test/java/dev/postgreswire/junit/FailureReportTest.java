package dev.postgreswire.junit;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.junit.Fixtures.failure;
import static dev.postgreswire.junit.Fixtures.failures;
import static dev.postgreswire.junit.Fixtures.kit;
import static dev.postgreswire.junit.Fixtures.run;
import static dev.postgreswire.junit.Fixtures.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.assertj.PostgresWireSoftAssertions;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What a failed test leaves behind. */
class FailureReportTest {
  private static final Path FOLDER = ReportFolder.PATH;

  @Test
  void isAPageAndATraceBesideIt() throws IOException {
    ReportFolder.empty();
    Throwable failure = failure(Asserts.class);
    assertThat(failure)
        .hasMessageMatching("(?s).*\nrecording: " + page("Asserts.test") + "#(c=\\d+&)?m=\\d+");
    assertThat(failure.getSuppressed()).isEmpty();
    assertThat(read("Asserts.test.html"))
        .startsWith("<!DOCTYPE html>")
        .contains("FailureReportTest.Asserts.test()")
        .contains("Expecting no statements but there was 1")
        .doesNotContain("recording: file:");
    assertThat(read("Asserts.test.txt"))
        .startsWith("FailureReportTest.Asserts.test(), PostgreSQL at localhost:")
        .containsPattern("F\\t\\d+\\tParse\\t \"\" \"select 1\"")
        .contains("ReadyForQuery");
  }

  private static String page(String test) {
    return FOLDER.resolve("FailureReportTest." + test + ".html").toUri().toString();
  }

  private static String read(String name) throws IOException {
    return Files.readString(FOLDER.resolve("FailureReportTest." + name));
  }

  /** Returns the message at which the failure's link looks. */
  private static String lookedAt(Throwable failure, String test) throws IOException {
    Pattern link = Pattern.compile(Pattern.quote(page(test)) + "#(?:c=(\\d+)&)?m=(\\d+)");
    Matcher found =
        Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed()))
            .map(each -> link.matcher(String.valueOf(each.getMessage())))
            .filter(Matcher::find)
            .findFirst()
            .orElseThrow();
    int index = Integer.parseInt(found.group(2));
    return read(test + ".txt")
        .lines()
        .filter(line -> line.matches(".*\\t(F|B)\\t\\d+\\t.*"))
        .toList()
        .get(index);
  }

  @Test
  void opensAtTheMessageThatTheFailureIsAbout() throws IOException {
    assertThat(lookedAt(failure(Asserts.class), "Asserts.test")).contains("\tExecute\t");
    assertThat(lookedAt(failure(Softly.class), "Softly.test")).contains("\tErrorResponse\t");
    assertThat(lookedAt(failure(Refused.class), "Refused.test"))
        .contains("\tErrorResponse\t", "\"nowhere\"");
    assertThat(failure(Throws.class).getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly("recording: " + page("Throws.test"));
  }

  @Test
  void isNamedByFailuresOfAllSorts() {
    isNamedBy(Throws.class, ".test");
    isNamedBy(FailsInSetup.class, ".test");
    isNamedBy(FailsInTearDown.class, ".test");
    isNamedBy(FailsInClassSetup.class, "");
    isNamedBy(FailsInConstructor.class, "");
    isNamedBy(FailsInClassTearDown.class, "");
  }

  private static void isNamedBy(Class<?> type, String method) {
    String name = type.getSimpleName() + method;
    Path file = fresh("FailureReportTest." + name + ".txt");
    assertThat(failure(type).getSuppressed())
        .as(type.getSimpleName())
        .extracting(Throwable::getMessage)
        .anySatisfy(text -> assertThat(text).startsWith("recording: " + page(name)));
    assertThat(file).content().contains("select 1");
  }

  @Test
  void isThereForEachInvocation() {
    fresh("FailureReportTest.Invocations.parameterized[1].txt");
    fresh("FailureReportTest.Invocations.dynamic[2].txt");
    assertThat(failures(run(Invocations.class))).hasSize(2);
    assertThat(FOLDER.resolve("FailureReportTest.Invocations.parameterized[1].txt"))
        .content()
        .contains("select 'parameter 1'")
        .doesNotContain("select 'parameter 2'");
    assertThat(FOLDER.resolve("FailureReportTest.Invocations.dynamic[2].txt"))
        .content()
        .contains("select 'second'")
        .doesNotContain("select 'first'");
  }

  @Test
  void isCalledWhatTheTestIsCalled() throws IOException {
    failures(run(Titles.class));
    assertThat(read("Titles.plain.html"))
        .contains("<title>FailureReportTest.Titles.plain()</title>");
    assertThat(read("Titles.named.html"))
        .contains("<title>FailureReportTest.Titles.named() · lists invoices</title>");
    assertThat(read("Titles.parameterized[2].html"))
        .contains("<title>FailureReportTest.Titles.parameterized() [2] 20</title>");
  }

  @Test
  void isReadableByItsOwnerOnlyAndHoldsNoSecrets() throws IOException {
    ReportFolder.empty();
    String password = TestServer.current().jdbcUrl(TestRole.PASSWORD, "sslmode=disable");
    failure(kit(Throws.class).configurationParameter("wire.target", password).execute());
    for (String name : List.of("Throws.test.html", "Throws.test.txt")) {
      assertThat(Files.getPosixFilePermissions(FOLDER.resolve("FailureReportTest." + name)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(read(name)).contains("PasswordMessage").doesNotContain("\"secret\"");
    }
  }

  @Test
  void isNotWrittenForTestsThatSucceed() {
    Path file = fresh("FailureReportTest.Succeeds.test.txt");
    Fixtures.succeeds(Succeeds.class, 1);
    assertThat(file).doesNotExist();
  }

  @Test
  void isPublished() {
    List<Object> published = published(Throws.class);
    assertThat(published)
        .extracting(Object::toString)
        .satisfiesExactly(
            page -> assertThat(page).contains("FailureReportTest.Throws.test.html"),
            trace -> assertThat(trace).contains("FailureReportTest.Throws.test.txt"));
    if (canPublishFiles()) {
      assertThat(published.get(0).toString()).contains("FileEntry", "text/html");
      assertThat(published.get(1).toString()).contains("FileEntry", "text/plain");
    }
  }

  /** JUnit can since 5.12. */
  private static boolean canPublishFiles() {
    return Stream.of(ExtensionContext.class.getMethods())
        .anyMatch(method -> method.getName().equals("publishFile"));
  }

  /** Returns what JUnit tells those who listen; by reflection, for files it tells only of late. */
  private static List<Object> published(Class<?> type) {
    List<Object> published = new ArrayList<>();
    Object listener =
        Proxy.newProxyInstance(
            FailureReportTest.class.getClassLoader(),
            new Class<?>[] {TestExecutionListener.class},
            (proxy, method, arguments) -> {
              if (method.getName().endsWith("EntryPublished")) {
                published.add(arguments[1]);
              }
              return null;
            });
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(type))
                .configurationParameter("wire.target", Fixtures.server())
                .configurationParameter("junit.platform.reporting.output.dir", "target/published")
                .build(),
            (TestExecutionListener) listener);
    return published;
  }

  private static Path fresh(String name) {
    Path file = FOLDER.resolve(name).toAbsolutePath();
    assertThat(!Files.exists(file) || file.toFile().delete()).isTrue();
    return file;
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Asserts {
    @Test
    void test(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(wire).statements().hasSize(0);
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Softly {
    @Test
    void test(PostgresWire wire) {
      assertThatThrownBy(() -> say(wire, "select 1", "select * from nowhere"));
      PostgresWireSoftAssertions softly = new PostgresWireSoftAssertions();
      softly.assertThat(wire).errors().isEmpty();
      softly.assertThat(wire).statements().first().hasSql("select 2");
      softly.assertAll();
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Refused {
    @Test
    void test(PostgresWire wire) throws SQLException {
      say(wire, "select 1", "select * from nowhere");
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Throws {
    @Test
    void test(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      throw new IllegalStateException("of the application");
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class FailsInSetup {
    @BeforeEach
    void prepare(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      throw new IllegalStateException("in setup");
    }

    @Test
    void test() {}
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class FailsInConstructor {
    FailsInConstructor(PostgresWire wire) throws SQLException {
      say(wire, "select 1", "select * from nowhere");
    }

    @Test
    void test() {}
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class FailsInClassSetup {
    @BeforeAll
    static void prepare(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      throw new IllegalStateException("in the setup of the class");
    }

    @Test
    void test() {}
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class FailsInClassTearDown {
    @Test
    void test(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
    }

    @AfterAll
    static void tidyUp() {
      assertThat("the class").isEqualTo("tidy");
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class FailsInTearDown {
    @Test
    void test(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
    }

    @AfterEach
    void tidyUp() {
      throw new IllegalStateException("in tear-down");
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Invocations {
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void parameterized(int number, PostgresWire wire) throws SQLException {
      say(wire, "select 'parameter " + number + "'");
      assertThat(wire).statements().hasSize(number == 1 ? 2 : 1);
    }

    @TestFactory
    Stream<DynamicTest> dynamic(PostgresWire wire) {
      return Stream.of(
          DynamicTest.dynamicTest("a", () -> say(wire, "select 'first'")),
          DynamicTest.dynamicTest(
              "b",
              () -> {
                say(wire, "select 'second'");
                assertThat(wire).statements().isEmpty();
              }));
    }
  }

  @RecordPostgresWire(target = "${wire.target}", report = WireReport.ALWAYS)
  static class Titles {
    @Test
    void plain(PostgresWire wire) {
      wire.recording();
    }

    @Test
    @DisplayName("lists invoices")
    void named() {}

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(ints = {10, 20}) // JUnit 6 puts strings between quotes
    void parameterized(int number) {
      assertThat(number).isPositive();
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Succeeds {
    @Test
    void test(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(wire).statements().hasSize(1);
    }
  }
}
