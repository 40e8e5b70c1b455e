package dev.postgreswire.junit;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.junit.Fixtures.failure;
import static dev.postgreswire.junit.Fixtures.failures;
import static dev.postgreswire.junit.Fixtures.kit;
import static dev.postgreswire.junit.Fixtures.run;
import static dev.postgreswire.junit.Fixtures.say;
import static dev.postgreswire.junit.Fixtures.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.PostgresWire;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** When a test's recording is written to files, and how these are named. */
class ReportPolicyTest {
  @BeforeEach
  void emptyTheFolder() {
    ReportFolder.empty();
  }

  private static EngineExecutionResults runWith(String policy, Class<?> type) {
    return kit(type).configurationParameter(WireReport.PROPERTY, policy).execute();
  }

  @Test
  void onFailureByDefault() {
    succeeds(Succeeds.class, 1);
    assertThat(ReportFolder.written()).isEmpty();
    failure(Fails.class);
    assertThat(ReportFolder.written()).containsExactly("ReportPolicyTest.Fails.test");
  }

  @Test
  void thePropertyTurnsItOff() {
    Throwable failure = failure(runWith("never", Fails.class));
    assertThat(ReportFolder.written()).isEmpty();
    assertThat(failure.getMessage()).doesNotContain("recording:");
    assertThat(failure.getSuppressed()).isEmpty();
  }

  @Test
  void thePropertyMakesItAlways() {
    succeeds(runWith(" Always ", Succeeds.class), 1);
    assertThat(ReportFolder.written()).containsExactly("ReportPolicyTest.Succeeds.test");
  }

  @Test
  void theAnnotationCountsMore() {
    failure(runWith("always", NeverByAnnotation.class));
    assertThat(ReportFolder.written())
        .containsExactly("ReportPolicyTest.NeverByAnnotation.onFailure");
    assertThat(failures(runWith("always", OfExtension.class))).isEmpty();
    assertThat(ReportFolder.written()).hasSize(1);
  }

  @Test
  void anotherValueIsRefused() {
    assertThat(failure(runWith("sometimes", Succeeds.class)))
        .hasMessage(
            "the property postgres-wire.report is \"sometimes\"; write on-failure, always or"
                + " never");
    assertThat(failure(run(TwoPolicies.class)))
        .hasMessageContaining("@RecordPostgresWire of ReportPolicyTest.TwoPolicies has several")
        .hasMessageContaining("write report = one of ON_FAILURE, ALWAYS and NEVER");
    assertThat(failure(run(BesideExtension.class)))
        .hasMessageContaining("write forServer(…), withWindow(…), withReport(…)");
  }

  @Test
  void alwaysIsForEachWindow() {
    succeeds(runWith("always", Windows.class), 6);
    assertThat(ReportFolder.written())
        .containsExactly(
            "ReportPolicyTest.Windows.dynamic[1]",
            "ReportPolicyTest.Windows.dynamic[2]",
            "ReportPolicyTest.Windows.lifecycle",
            "ReportPolicyTest.Windows.repeated[1]",
            "ReportPolicyTest.Windows.repeated[2]",
            "ReportPolicyTest.Windows.test");
  }

  @Test
  void alwaysWithOneWindowIsForTheClass() {
    succeeds(runWith("always", OneWindow.class), 2);
    assertThat(ReportFolder.written()).containsExactly("ReportPolicyTest.OneWindow");
  }

  @Test
  void alwaysIsAlsoWhenATestGivesUp() {
    runWith("always", GivesUp.class).testEvents().assertStatistics(stats -> stats.aborted(1));
    assertThat(ReportFolder.written()).containsExactly("ReportPolicyTest.GivesUp.test");
  }

  @Test
  void theWindowOfAClassIsNamedByWhoFails() {
    Throwable test = failures(run(OneWindowFails.class)).get(0);
    assertThat(test).hasMessageContaining("/ReportPolicyTest.OneWindowFails.fails.");
    assertThat(test.getSuppressed()).isEmpty();
    Throwable type = failures(run(OneWindowFails.class)).get(1);
    assertThat(type).hasMessageContaining("/ReportPolicyTest.OneWindowFails.html");
    assertThat(type.getSuppressed()).isEmpty();
    assertThat(ReportFolder.written())
        .containsExactly(
            "ReportPolicyTest.OneWindowFails", "ReportPolicyTest.OneWindowFails.fails");
  }

  @Test
  void noTwoTestsHaveTheSameFiles() {
    succeeds(run(Twin.class, dev.postgreswire.junit.elsewhere.Twin.class), 2);
    assertThat(ReportFolder.written())
        .containsExactly("Twin.test", "dev.postgreswire.junit.elsewhere.Twin.test");
    runWith("always", Overloaded.class);
    assertThat(ReportFolder.written())
        .contains(
            "ReportPolicyTest.Overloaded.test()",
            "ReportPolicyTest.Overloaded.test(PostgresWire)",
            "ReportPolicyTest.Overloaded.other");
    runWith("always", TwoServers.class);
    assertThat(ReportFolder.written())
        .contains(
            "ReportPolicyTest.TwoServers.test-first", "ReportPolicyTest.TwoServers.test-second");
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Succeeds {
    @Test
    void test(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(wire).statements().hasSize(1);
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Fails {
    @Test
    void test(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(wire).statements().hasSize(2);
    }
  }

  @RecordPostgresWire(target = "${wire.target}", report = WireReport.NEVER)
  static class NeverByAnnotation {
    @Test
    void never() {}

    @Test
    @RecordPostgresWire(report = WireReport.ON_FAILURE)
    void onFailure(PostgresWire wire) {
      assertThat(wire).statements().hasSize(2);
    }
  }

  static class OfExtension {
    @RegisterExtension
    static PostgresWireExtension postgres =
        PostgresWireExtension.forServer("${wire.target}").withReport(WireReport.ON_FAILURE);

    @Test
    void test() {}
  }

  @RecordPostgresWire(
      target = "${wire.target}",
      report = {WireReport.ALWAYS, WireReport.NEVER})
  static class TwoPolicies {
    @Test
    void neverRuns() {}
  }

  @RecordPostgresWire(report = WireReport.ALWAYS)
  static class BesideExtension {
    @RegisterExtension
    static PostgresWireExtension postgres = PostgresWireExtension.forServer("${wire.target}");

    @Test
    void neverRuns() {}
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Windows {
    @Test
    void test() {}

    @Test
    @RecordPostgresWire(window = WireWindow.LIFECYCLE)
    void lifecycle() {}

    @RepeatedTest(2)
    void repeated() {}

    @TestFactory
    Stream<DynamicTest> dynamic() {
      return Stream.of("a", "b").map(name -> DynamicTest.dynamicTest(name, () -> {}));
    }
  }

  @RecordPostgresWire(target = "${wire.target}", window = WireWindow.CLASS)
  static class OneWindow {
    @Test
    void one() {}

    @Test
    void another() {}
  }

  @RecordPostgresWire(target = "${wire.target}", window = WireWindow.CLASS)
  static class OneWindowFails {
    private static PostgresWire ofClass;

    @Test
    void fails(PostgresWire wire) {
      ofClass = wire;
      assertThat(wire).statements().hasSize(2);
    }

    @AfterAll
    static void failsToo() {
      assertThat(ofClass).statements().hasSize(3);
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class GivesUp {
    @Test
    void test() {
      Assumptions.abort("no need");
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Overloaded {
    @Test
    void test() {}

    @Test
    void test(PostgresWire wire) {
      wire.recording();
    }

    @Test
    void other() {}
  }

  static class TwoServers {
    @RegisterExtension
    static PostgresWireExtension first = PostgresWireExtension.forServer("${wire.target}");

    @RegisterExtension
    final PostgresWireExtension second = PostgresWireExtension.forServer("${wire.target}");

    @Test
    void test() {}
  }
}
