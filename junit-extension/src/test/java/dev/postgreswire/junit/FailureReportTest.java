package dev.postgreswire.junit;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.junit.Fixtures.failure;
import static dev.postgreswire.junit.Fixtures.failures;
import static dev.postgreswire.junit.Fixtures.kit;
import static dev.postgreswire.junit.Fixtures.run;
import static dev.postgreswire.junit.Fixtures.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** What a failed test leaves behind. */
class FailureReportTest {
  private static final Path FOLDER = Path.of("target", "postgres-wire");

  @Test
  void isATraceThatTheFailureNames() throws IOException {
    Path file = fresh("FailureReportTest.Asserts.test.txt");
    Throwable failure = failure(Asserts.class);
    assertThat(failure).hasMessageContaining("recording: " + file.toUri());
    assertThat(failure.getSuppressed()).isEmpty();
    assertThat(Files.readString(file))
        .startsWith("FailureReportTest.Asserts.test(), PostgreSQL at localhost:")
        .containsPattern("F\\t\\d+\\tParse\\t \"\" \"select 1\"")
        .contains("ReadyForQuery");
  }

  @Test
  void isNamedByFailuresOfAllSorts() {
    isNamedBy(Throws.class, ".test");
    isNamedBy(FailsInSetup.class, ".test");
    isNamedBy(FailsInTearDown.class, ".test");
    isNamedBy(FailsInClassSetup.class, "");
    isNamedBy(FailsInClassTearDown.class, "");
  }

  private static void isNamedBy(Class<?> type, String method) {
    Path file = fresh("FailureReportTest." + type.getSimpleName() + method + ".txt");
    assertThat(failure(type).getSuppressed())
        .as(type.getSimpleName())
        .extracting(Throwable::getMessage)
        .contains("recording: " + file.toUri());
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
  void isReadableByItsOwnerOnlyAndHoldsNoSecrets() throws IOException {
    Path file = fresh("FailureReportTest.Throws.test.txt");
    String password = TestServer.current().jdbcUrl(TestRole.PASSWORD, "sslmode=disable");
    failure(kit(Throws.class).configurationParameter("wire.target", password).execute());
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(file)).contains("PasswordMessage").doesNotContain("\"secret\"");
  }

  @Test
  void isNotWrittenForTestsThatSucceed() {
    Path file = fresh("FailureReportTest.Succeeds.test.txt");
    Fixtures.succeeds(Succeeds.class, 1);
    assertThat(file).doesNotExist();
  }

  @Test
  void isPublished() {
    EngineExecutionResults results = run(Throws.class);
    boolean file = results.allEvents().filter(event -> isFileEntry(event.getType())).count() > 0;
    boolean entry =
        results.allEvents().reportingEntryPublished().stream()
            .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
            .anyMatch(
                pairs ->
                    pairs
                        .getOrDefault("postgres-wire", "")
                        .endsWith("FailureReportTest.Throws.test.txt"));
    assertThat(file || entry).isTrue();
  }

  private static boolean isFileEntry(Enum<?> type) {
    return type.name().equals("FILE_ENTRY_PUBLISHED");
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
      assertThat(wire).statements().hasSize(2);
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

  @RecordPostgresWire(target = "${wire.target}")
  static class Succeeds {
    @Test
    void test(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(wire).statements().hasSize(1);
    }
  }
}
