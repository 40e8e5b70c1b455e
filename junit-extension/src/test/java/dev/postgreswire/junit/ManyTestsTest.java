package dev.postgreswire.junit;

import static dev.postgreswire.junit.Fixtures.kit;
import static dev.postgreswire.junit.Fixtures.said;
import static dev.postgreswire.junit.Fixtures.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.postgreswire.PostgresWire;
import dev.postgreswire.WireRecorder;
import dev.postgreswire.WireTarget;
import dev.postgreswire.junit.RecordingSettings.Limits;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A thousand tests in one JVM: each sees its Terminate, and none leaves anything behind. */
class ManyTestsTest {
  private static final int TESTS = 1000;
  private static final List<Long> HEAP = new ArrayList<>();
  private static final List<Long> RECORDED = new ArrayList<>();

  @Test
  void seeEachConnectionEndAndLeaveNothingBehind() {
    runAThousand(Connects.class, TestRole.SCRAM);
  }

  @Test
  void doSoBesideAPoolThatOutlivesThem() {
    runAThousand(Pooled.class, TestRole.TRUST);
  }

  private static void runAThousand(Class<?> type, TestRole role) {
    HEAP.clear();
    RECORDED.clear();
    String url = TestServer.current().jdbcUrl(role, "sslmode=disable");
    succeeds(kit(type).configurationParameter("wire.target", url).execute(), TESTS);
    assertThat(RECORDED).hasSize(2);
    assertThat(RECORDED.get(1)).as("bytes of recorded messages").isLessThan(64 * 1024);
    assertThat(RECORDED.get(1) - RECORDED.get(0)).as("their growth").isLessThan(4 * 1024);
    // Of the heap JUnit keeps some 1 kB a test: its descriptors, and the events for this test.
    assertThat(HEAP.get(1) - HEAP.get(0)).as("growth of the heap").isLessThan(900 * 3_000L);
  }

  @RecordPostgresWire(target = "${wire.target}")
  @ExtendWith(Measure.class)
  static class Connects {
    @RepeatedTest(TESTS)
    void seesTerminate(PostgresWire wire) throws SQLException {
      try (Connection connection = DriverManager.getConnection(wire.jdbcUrl())) {
        connection.createStatement().execute("select 1");
      }
      assertThat(wire.recording().connections())
          .singleElement()
          .satisfies(
              connection -> {
                assertThat(connection.messages().get(connection.messages().size() - 1).name())
                    .isEqualTo("Terminate");
                assertThat(connection.ending()).isEqualTo(Ending.TERMINATED);
              });
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Pooled extends Connects {
    private static HikariDataSource pool;

    @BeforeAll
    static void open(PostgresWire wire) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(wire.jdbcUrl());
      config.setMaximumPoolSize(2);
      pool = new HikariDataSource(config);
    }

    @Override
    @RepeatedTest(TESTS)
    void seesTerminate(PostgresWire wire) throws SQLException {
      try (Connection connection = pool.getConnection()) {
        connection.createStatement().execute("select 'pooled'");
      }
      assertThat(said(wire)).containsExactly("select 'pooled'");
      try (Connection connection = DriverManager.getConnection(wire.jdbcUrl())) {
        connection.createStatement().execute("select 1");
      }
      assertThat(wire.recording().connections())
          .filteredOn(connection -> connection.ending() == Ending.TERMINATED)
          .hasSize(1);
    }

    @AfterAll
    static void close() {
      pool.close();
    }
  }

  /** Looks at the heap and the recorder when a test's window is closed. */
  static final class Measure implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext context) {
      boolean last = context.getUniqueId().endsWith("#" + TESTS + "]");
      if (last || context.getUniqueId().endsWith("#100]")) {
        WireTarget server = AnnotationSettings.of(context).target().require(context);
        RECORDED.add(recorder(server, context).memoryHeld());
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        HEAP.add(runtime.totalMemory() - runtime.freeMemory());
      }
    }

    private static WireRecorder recorder(WireTarget server, ExtensionContext context) {
      return Recorders.of(Routing.ADDRESS, Optional.of(server), Limits.NONE, context.getRoot());
    }
  }
}
