package dev.postgreswire.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.recording.Origin;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes that belong to a test, against a real server, and tells what came of them. */
final class Fixtures {
  private Fixtures() {}

  /** Returns the server's URL, with a role that needs no password. */
  static String server() {
    return TestServer.current().jdbcUrl(TestRole.TRUST, "sslmode=disable");
  }

  /** Runs test classes that say <code>target = "${wire.target}"</code>. */
  static EngineExecutionResults run(Class<?>... types) {
    return kit(types).execute();
  }

  static EngineTestKit.Builder kit(Class<?>... types) {
    EngineTestKit.Builder kit =
        EngineTestKit.engine("junit-jupiter").configurationParameter("wire.target", server());
    for (Class<?> type : types) {
      kit.selectors(selectClass(type));
    }
    return kit;
  }

  /** Returns the failures of tests and classes, in the order in which they finished. */
  static List<Throwable> failures(EngineExecutionResults results) {
    return results.allEvents().finished().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElse(null))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Runs a class whose tests, so many, have to succeed. */
  static void succeeds(Class<?> type, int tests) {
    succeeds(run(type), tests);
  }

  static void succeeds(EngineExecutionResults results, int tests) {
    assertThat(failures(results)).isEmpty();
    results.testEvents().assertStatistics(stats -> stats.started(tests).succeeded(tests));
  }

  /** Runs one class that has to fail once, and returns the failure. */
  static Throwable failure(Class<?> type) {
    return failure(run(type));
  }

  static Throwable failure(EngineExecutionResults results) {
    results.allEvents().assertThatEvents().haveExactly(1, event(finishedWithFailure()));
    return failures(results).get(0);
  }

  /** Does what an application does: opens a connection, runs SQL and closes the connection. */
  static void say(PostgresWire wire, String... sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(wire.jdbcUrl())) {
      for (String each : sql) {
        connection.createStatement().execute(each);
      }
    }
  }

  /** Returns the SQL of the application in a window. */
  static List<String> said(PostgresWire wire) {
    return wire.recording().statements(Origin.APPLICATION).stream().map(Statement::sql).toList();
  }
}
