package dev.postgreswire.junit;

import static dev.postgreswire.junit.Fixtures.failure;
import static dev.postgreswire.junit.Fixtures.said;
import static dev.postgreswire.junit.Fixtures.say;
import static dev.postgreswire.junit.Fixtures.succeeds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.PostgresWire;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.containers.JdbcDatabaseContainer;

/** A container in a field of the test class is the server. */
class ContainerFieldTest {
  private static final List<Integer> PORTS = new ArrayList<>();

  @Test
  void isFoundWhicheverAnnotationComesFirst() {
    succeeds(StartedFirst.class, 1);
    succeeds(StartedLater.class, 1);
  }

  @Test
  void isFoundInInstancesAndInheritedFields() {
    succeeds(OfInstance.class, 2);
    succeeds(Inherits.class, 1);
    succeeds(Surrounds.class, 1);
  }

  @Test
  void ofOneTestHasARecorderOfOneTest() {
    PORTS.clear();
    succeeds(EachAnew.class, 3);
    assertThat(PORTS)
        .hasSize(3)
        .allSatisfy(
            port ->
                assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(ConnectException.class));
  }

  @Test
  void isFoundBesideOtherDatabases() {
    succeeds(BesideMysql.class, 1);
    succeeds(Named.class, 1);
  }

  @Test
  void mayBeStartedByTheTestItself() {
    succeeds(StartedByHand.class, 1);
  }

  @Test
  void sharesTheSpanOfAClass() {
    succeeds(OfClass.class, 2);
  }

  @Test
  void saysWhichContainersItCannotChooseFrom() {
    assertThat(failure(Ambiguous.class))
        .hasMessage(
            "ContainerFieldTest.Ambiguous.isRecorded() has several containers: the field \"first\""
                + " of ContainerFieldTest.Ambiguous or the field \"second\" of"
                + " ContainerFieldTest.Ambiguous; write @RecordPostgresWire(container = \"first\")"
                + " or target = \"…\"");
    assertThat(failure(WrongName.class))
        .hasMessageContaining("has no container in a field \"third\"; write the name of the field")
        .hasMessageContaining("\"first\" of ContainerFieldTest.WrongName");
  }

  @Test
  void saysThatItHoldsAnotherDatabase() {
    assertThat(failure(OnlyMysql.class))
        .hasMessageContaining("the field \"mysql\" of ContainerFieldTest.OnlyMysql is not one of")
        .hasMessageContaining("com.mysql.cj.jdbc.Driver");
  }

  @Test
  void saysThatItHasToBeStarted() {
    assertThat(failure(NeverStarted.class))
        .hasMessageStartingWith("the container in the field \"postgres\" of")
        .hasMessageContaining("has not been started; annotate the class with @Testcontainers and");
    assertThat(failure(TooEarly.class))
        .hasStackTraceContaining("holds nothing before the test's constructor is done");
  }

  abstract static class Recorded {
    @Test
    void isRecorded(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 1");
    }
  }

  @ExtendWith(StartStandIns.class)
  @RecordPostgresWire
  static class StartedFirst extends Recorded {
    static final StandInContainer POSTGRES = StandInContainer.postgres();

    @BeforeAll
    static void hasTheAddress(PostgresWire wire) {
      assertThat(wire.jdbcUrl()).contains(":" + wire.port() + "/");
    }
  }

  @RecordPostgresWire
  @ExtendWith(StartStandIns.class)
  static class StartedLater extends Recorded {
    static final StandInContainer POSTGRES = StandInContainer.postgres();

    @BeforeAll
    static void hasTheAddress(PostgresWire wire) {
      assertThat(wire.jdbcUrl()).contains(":" + wire.port() + "/");
    }
  }

  @RecordPostgresWire
  @ExtendWith(StartStandIns.class)
  static class OfInstance extends Recorded {
    final JdbcDatabaseContainer<?> postgres = StandInContainer.postgres();

    @BeforeEach
    void hasTheAddress(PostgresWire wire) {
      assertThat(wire.jdbcUrl()).contains(":" + wire.port() + "/");
    }

    @Test
    @RecordPostgresWire(window = WireWindow.LIFECYCLE)
    void isRecordedWithItsSetup(PostgresWire wire) throws SQLException {
      isRecorded(wire);
    }
  }

  @RecordPostgresWire
  @ExtendWith(StartStandIns.class)
  static class EachAnew {
    final StandInContainer postgres = StandInContainer.postgres();

    @RepeatedTest(3)
    void isRecorded(PostgresWire wire) throws SQLException {
      PORTS.add(wire.port());
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 1");
    }
  }

  @ExtendWith(StartStandIns.class)
  static class HasContainer extends Recorded {
    private final StandInContainer postgres = StandInContainer.postgres();
  }

  @RecordPostgresWire
  static class Inherits extends HasContainer {}

  @RecordPostgresWire
  @ExtendWith(StartStandIns.class)
  static class Surrounds {
    private final StandInContainer postgres = StandInContainer.postgres();

    @Nested
    class Inner extends Recorded {}
  }

  @RecordPostgresWire
  @ExtendWith(StartStandIns.class)
  static class BesideMysql extends Recorded {
    static final StandInContainer MYSQL = StandInContainer.mysql();
    static final StandInContainer POSTGRES = StandInContainer.postgres();
  }

  @RecordPostgresWire(container = "second")
  @ExtendWith(StartStandIns.class)
  static class Named extends Recorded {
    final StandInContainer first = StandInContainer.postgres();
    final StandInContainer second = StandInContainer.postgres();
  }

  @RecordPostgresWire
  static class StartedByHand extends Recorded {
    private static final StandInContainer POSTGRES = StandInContainer.postgres();

    @BeforeAll
    static void start() {
      POSTGRES.start();
    }
  }

  @RecordPostgresWire(window = WireWindow.CLASS)
  @ExtendWith(StartStandIns.class)
  static class OfClass {
    static final StandInContainer POSTGRES = StandInContainer.postgres();
    private static int tests;

    @Test
    void one(PostgresWire wire) throws SQLException {
      seesAll(wire);
    }

    @Test
    void two(PostgresWire wire) throws SQLException {
      seesAll(wire);
    }

    private static void seesAll(PostgresWire wire) throws SQLException {
      tests = tests % 2 + 1;
      say(wire, "select 1");
      assertThat(said(wire)).hasSize(tests);
    }
  }

  @RecordPostgresWire
  @ExtendWith(StartStandIns.class)
  static class Ambiguous extends Recorded {
    final StandInContainer first = StandInContainer.postgres();
    final StandInContainer second = StandInContainer.postgres();
  }

  @RecordPostgresWire(container = "third")
  static class WrongName extends Recorded {
    final StandInContainer first = StandInContainer.postgres();
  }

  @RecordPostgresWire
  static class OnlyMysql extends Recorded {
    final StandInContainer mysql = StandInContainer.mysql();
  }

  @RecordPostgresWire
  static class NeverStarted extends Recorded {
    static final StandInContainer postgres = StandInContainer.postgres();
  }

  @RecordPostgresWire
  @ExtendWith(StartStandIns.class)
  static class TooEarly extends Recorded {
    final StandInContainer postgres = StandInContainer.postgres();

    TooEarly(PostgresWire wire) {
      assertThat(wire).isNull();
    }
  }
}
