package dev.postgreswire.junit;

import static dev.postgreswire.junit.Fixtures.run;
import static dev.postgreswire.junit.Fixtures.said;
import static dev.postgreswire.junit.Fixtures.say;
import static dev.postgreswire.junit.Fixtures.succeeds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.WireRecorder;
import dev.postgreswire.WireTarget;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

class WindowTest {
  private static final List<Integer> PORTS = new ArrayList<>();

  @Test
  void spansTheTestWithItsSetup() {
    succeeds(WithSetup.class, 2);
  }

  @Test
  void spansTheClass() {
    succeeds(WholeClass.class, 2);
  }

  @Test
  void isNarrowedByAMethod() {
    succeeds(Narrowed.class, 1);
  }

  @Test
  void shrinksToABlock() {
    succeeds(Block.class, 1);
  }

  @Test
  void needsNoAnnotation() throws SQLException {
    try (WireRecorder recorder = WireRecorder.open(Fixtures.server());
        PostgresWire wire = recorder.window("by hand")) {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 1");
      assertThat(said(wire.during(() -> say(wire, "select 2")))).containsExactly("select 2");
    }
  }

  @Test
  void beginsAnew() throws SQLException {
    try (WireRecorder recorder = WireRecorder.open(Fixtures.server())) {
      PostgresWire wire = recorder.window("first");
      say(wire, "select 1");
      wire.restart("second");
      assertThat(wire.name()).isEqualTo("second");
      assertThat(said(wire)).isEmpty();
      say(wire, "select 2");
      wire.close();
      say(wire, "select 3");
      assertThat(said(wire)).containsExactly("select 2");
      wire.restart("third");
      say(wire, "select 4");
      assertThat(said(wire)).containsExactly("select 4");
    }
  }

  @Test
  void belongsToItsRecordersServer() {
    try (WireRecorder recorder = WireRecorder.open("localhost:5432")) {
      WireTarget other = WireTarget.parse("localhost:5433");
      assertThatThrownBy(() -> recorder.window("elsewhere", other))
          .hasMessage("this recorder is in front of localhost:5432, not of localhost:5433");
    }
  }

  @Test
  void isOverARecorderThatOutlivesTheClass() {
    PORTS.clear();
    succeeds(run(PoolOpens.class, PoolGoesOn.class), 2);
    assertThat(PORTS).hasSize(2);
    assertThat(PORTS.get(0)).isEqualTo(PORTS.get(1));
  }

  @RecordPostgresWire(target = "${wire.target}", window = WireWindow.LIFECYCLE)
  static class WithSetup {
    @BeforeAll
    static void prepareAll(PostgresWire wire) throws SQLException {
      say(wire, "select 'before all'");
    }

    @BeforeEach
    void prepare(PostgresWire wire) throws SQLException {
      say(wire, "select 'before'");
    }

    @Test
    void one(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 'before'", "select 1");
    }

    @Test
    void two(PostgresWire wire) {
      assertThat(said(wire)).containsExactly("select 'before'");
    }

    @AfterEach
    void tidyUp(PostgresWire wire) throws SQLException {
      say(wire, "select 'after'");
      assertThat(said(wire)).endsWith("select 'after'");
    }
  }

  @RecordPostgresWire(target = "${wire.target}", window = WireWindow.CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class WholeClass {
    @BeforeAll
    static void prepareAll(PostgresWire wire) throws SQLException {
      say(wire, "select 'before all'");
    }

    @Test
    @Order(1)
    void one(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 'before all'", "select 1");
    }

    @Test
    @Order(2)
    void two(PostgresWire wire) throws SQLException {
      say(wire, "select 2");
      assertThat(said(wire)).containsExactly("select 'before all'", "select 1", "select 2");
    }

    @AfterAll
    static void showsAll(PostgresWire wire) {
      assertThat(said(wire)).hasSize(3);
    }
  }

  @RecordPostgresWire(target = "${wire.target}", window = WireWindow.LIFECYCLE)
  static class Narrowed {
    @BeforeEach
    void prepare(PostgresWire wire) throws SQLException {
      say(wire, "select 'before'");
    }

    @Test
    @RecordPostgresWire(window = WireWindow.TEST_METHOD)
    void leavesTheSetupOut(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 1");
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Block {
    @Test
    void showsOnlyTheBlock(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      PostgresWire during = wire.during(() -> say(wire, "select 2"));
      say(wire, "select 3");
      assertThat(said(during)).containsExactly("select 2");
      assertThat(said(wire)).containsExactly("select 1", "select 2", "select 3");
    }
  }

  /** What a pool is between two test classes: a connection that stays open. */
  private static Connection pooled;

  @RecordPostgresWire(target = "${wire.target}")
  static class PoolOpens {
    @Test
    void opens(PostgresWire wire) throws SQLException {
      PORTS.add(wire.port());
      pooled = DriverManager.getConnection(wire.jdbcUrl() + "&prepareThreshold=1");
      try (var statement = pooled.prepareStatement("select 'prepared long ago'")) {
        statement.execute();
      }
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class PoolGoesOn {
    @Test
    void knowsTheSqlAndTheHandshake(PostgresWire wire) throws SQLException {
      PORTS.add(wire.port());
      try (Connection open = pooled;
          var statement = open.prepareStatement("select 'prepared long ago'")) {
        statement.execute();
      }
      assertThat(said(wire)).containsExactly("select 'prepared long ago'");
      assertThat(wire.recording().connections())
          .singleElement()
          .satisfies(
              connection -> {
                assertThat(connection.openedInWindow()).isFalse();
                assertThat(connection.startupParameter("user")).contains("trust_user");
              });
    }
  }
}
