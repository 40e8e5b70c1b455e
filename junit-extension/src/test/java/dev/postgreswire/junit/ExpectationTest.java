package dev.postgreswire.junit;

import static dev.postgreswire.junit.Fixtures.failure;
import static dev.postgreswire.junit.Fixtures.failures;
import static dev.postgreswire.junit.Fixtures.kit;
import static dev.postgreswire.junit.Fixtures.run;
import static dev.postgreswire.junit.Fixtures.say;
import static dev.postgreswire.junit.Fixtures.succeeds;
import static dev.postgreswire.recording.AuthenticationMethod.SCRAM_SHA_256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/** The annotations that start with {@code ExpectWire}. */
class ExpectationTest {
  private static final String TABLE = "create temp table numbers (n int primary key)";

  @Test
  void holdForTestsThatDoAsTheySay() {
    succeeds(Satisfied.class, 9);
    String scram = TestServer.current().jdbcUrl(TestRole.SCRAM, "sslmode=disable");
    succeeds(kit(Scram.class).configurationParameter("wire.target", scram).execute(), 1);
  }

  @Test
  void failTestsThatDoOtherwise() {
    assertThat(failure(TooManyStatements.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[@ExpectWireStatements(1)]")
        .hasMessageContaining("select 2")
        .hasMessageContaining("postgres-wire/ExpectationTest.TooManyStatements.test.html#");
    assertThat(failure(TooManyRoundTrips.class))
        .hasMessageContaining("[@ExpectWireRoundTrips(atMost=1)]");
    assertThat(failure(Repeats.class)).hasMessageContaining("[@ExpectWireNoRepeatedStatements]");
    assertThat(failure(Errs.class)).hasMessageContaining("[@ExpectWireNoErrors]");
    assertThat(failure(ErrsOtherwise.class))
        .hasMessageContaining("[@ExpectWireError(\"23505\")]")
        .hasMessageContaining("42601");
    assertThat(failure(NotScram.class))
        .hasMessageContaining("[@ExpectWireAuthentication(SCRAM_SHA_256)]")
        .hasMessageContaining(
            "but it was no method: the server asked for nothing (trust, peer, cert or ident)")
        .hasMessageContaining("recording: file:///");
    assertThat(failure(NotEncrypted.class)).hasMessageContaining("[@ExpectWireTls]");
    assertThat(failure(RollsBack.class))
        .hasMessageContaining("[@ExpectWireCommitted]")
        .hasMessageContaining("but was rolled back");
    assertThat(failure(OnlyConnects.class)).hasMessageContaining("[@ExpectWireCommitted]");
    assertThat(failure(NotWithoutStatements.class))
        .hasMessageContaining("[@ExpectWireNoStatements]");
    assertThat(failure(NotWithoutConnections.class))
        .hasMessageContaining("[@ExpectWireNoConnections]");
  }

  @Test
  void failWhereNothingIsSeen() {
    assertThat(failures(run(NothingSeen.class)))
        .hasSize(8)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("127.0.0.1:")
                    .hasMessageContaining("jdbc:postgresql://127.0.0.1:"));
  }

  @Test
  void neverHideTheTestsOwnFailure() {
    assertThat(failure(FailsItself.class))
        .hasMessage("the test's own")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .anySatisfy(
                        ours ->
                            assertThat(ours).hasMessageContaining("[@ExpectWireStatements(7)]")));
    run(Aborts.class).testEvents().assertStatistics(stats -> stats.aborted(1).failed(0));
  }

  @Test
  void areCheckedOnceForEachTestAndWindow() {
    assertThat(failures(run(OfClass.class))).hasSize(1);
    assertThat(failures(run(Both.class)))
        .singleElement()
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSizeGreaterThan(0));
    succeeds(Overridden.class, 2);
    succeeds(WithSetup.class, 1);
    assertThat(failures(run(Dynamic.class)))
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasMessageContaining("select 3"));
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Satisfied {
    @Test
    @ExpectWireStatements(value = 4, select = 1, insert = 1, update = 0, delete = 1)
    @ExpectWireCommitted
    @ExpectWireNoErrors
    void counts(PostgresWire wire) throws SQLException {
      say(wire, TABLE, "insert into numbers values (1)", "delete from numbers", "select 1");
    }

    @Test
    @ExpectWireStatements(atMost = 2)
    @ExpectWireRoundTrips(atMost = 3)
    void countsAtMost(PostgresWire wire) throws SQLException {
      say(wire, "select 1", "select 2");
    }

    @Test
    @ExpectWireNoRepeatedStatements
    void doesNotRepeat(PostgresWire wire) throws SQLException {
      say(wire, "select 1", "select 2");
    }

    @Test
    @ExpectWireError("23505")
    void errs(PostgresWire wire) {
      assertThatThrownBy(() -> say(wire, TABLE, "insert into numbers values (1), (1)"));
    }

    @Test
    @ExpectWireError("42601")
    @ExpectWireError("23505")
    void errsTwice(PostgresWire wire) {
      assertThatThrownBy(() -> say(wire, "slect"));
      assertThatThrownBy(() -> say(wire, TABLE, "insert into numbers values (1), (1)"));
    }

    @Test
    @ExpectWireTls
    void isEncrypted(PostgresWire wire) throws SQLException {
      connect(wire.jdbcUrl().replace("sslmode=disable", "sslmode=require"));
    }

    @Test
    @ExpectWireCommitted
    void commits(PostgresWire wire) throws SQLException {
      inTransaction(wire, true);
    }

    @Test
    @ExpectWireNoStatements
    void connectsOnly(PostgresWire wire) throws SQLException {
      connect(wire.jdbcUrl());
    }

    @Test
    @ExpectWireNoConnections
    void leavesTheDatabaseAlone() {}
  }

  static void connect(String url) throws SQLException {
    DriverManager.getConnection(url).close();
  }

  static void inTransaction(PostgresWire wire, boolean commit) throws SQLException {
    try (Connection connection = DriverManager.getConnection(wire.jdbcUrl())) {
      connection.setAutoCommit(false);
      connection.createStatement().execute("select 1");
      if (commit) {
        connection.commit();
      } else {
        connection.rollback();
      }
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Scram {
    @Test
    @ExpectWireAuthentication(SCRAM_SHA_256)
    void authenticates(PostgresWire wire) throws SQLException {
      connect(wire.jdbcUrl());
    }
  }

  /** Says two statements, in two round trips. */
  @RecordPostgresWire(target = "${wire.target}")
  abstract static class Two {
    @Test
    void test(PostgresWire wire) throws SQLException {
      say(wire, "select 1", "select 2");
    }
  }

  @ExpectWireStatements(1)
  static class TooManyStatements extends Two {}

  @ExpectWireRoundTrips(atMost = 1)
  static class TooManyRoundTrips extends Two {}

  @ExpectWireAuthentication(SCRAM_SHA_256)
  static class NotScram extends Two {}

  @ExpectWireTls
  static class NotEncrypted extends Two {}

  @ExpectWireNoStatements
  static class NotWithoutStatements extends Two {}

  @ExpectWireNoConnections
  static class NotWithoutConnections extends Two {}

  @RecordPostgresWire(target = "${wire.target}")
  @ExpectWireNoRepeatedStatements
  static class Repeats {
    @Test
    void test(PostgresWire wire) throws SQLException {
      try (Connection connection = DriverManager.getConnection(wire.jdbcUrl());
          var statement = connection.prepareStatement("select ?")) {
        for (int i = 0; i < 3; i++) {
          statement.setInt(1, i);
          statement.execute();
        }
      }
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  abstract static class Wrong {
    @Test
    void test(PostgresWire wire) {
      assertThatThrownBy(() -> say(wire, "slect"));
    }
  }

  @ExpectWireNoErrors
  static class Errs extends Wrong {}

  @ExpectWireError("23505")
  static class ErrsOtherwise extends Wrong {}

  @RecordPostgresWire(target = "${wire.target}")
  @ExpectWireCommitted
  static class RollsBack {
    @Test
    void test(PostgresWire wire) throws SQLException {
      inTransaction(wire, false);
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  @ExpectWireCommitted
  static class OnlyConnects {
    @Test
    void test(PostgresWire wire) throws SQLException {
      connect(wire.jdbcUrl());
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class NothingSeen {
    @Test
    @ExpectWireStatements(0)
    void statements() {}

    @Test
    @ExpectWireRoundTrips(atMost = 3)
    void roundTrips() {}

    @Test
    @ExpectWireNoRepeatedStatements
    void repeats() {}

    @Test
    @ExpectWireNoErrors
    void errors() {}

    @Test
    @ExpectWireNoStatements
    void noStatements() {}

    @Test
    @ExpectWireAuthentication(SCRAM_SHA_256)
    void authentication() {}

    @Test
    @ExpectWireTls
    void tls() {}

    @Test
    @ExpectWireCommitted
    void committed() {}
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class FailsItself {
    @Test
    @ExpectWireStatements(7)
    void test(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      fail("the test's own");
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Aborts {
    @Test
    @ExpectWireStatements(7)
    void test() throws TestAbortedException {
      assumeTrue(false);
    }
  }

  @RecordPostgresWire(target = "${wire.target}", window = WireWindow.CLASS)
  @ExpectWireStatements(3)
  static class OfClass {
    @Test
    void one(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
    }

    @Test
    void two(PostgresWire wire) throws SQLException {
      say(wire, "select 2");
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Both {
    @Test
    @ExpectWireStatements(2)
    @ExpectWireTls
    void test(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
    }
  }

  @ExpectWireStatements(1)
  @ExpectWireNoErrors
  @RecordPostgresWire(target = "${wire.target}")
  static class Overridden {
    @Test
    @ExpectWireStatements(2)
    @ExpectWireError("42601")
    void saysTwoAndErrs(PostgresWire wire) {
      assertThatThrownBy(() -> say(wire, "select 1", "slect"));
    }

    @Test
    @ExpectWireNoConnections
    void leavesTheDatabaseAlone() {}
  }

  @RecordPostgresWire(target = "${wire.target}", window = WireWindow.LIFECYCLE)
  @ExpectWireStatements(3)
  static class WithSetup {
    @BeforeEach
    @AfterEach
    void saysMore(PostgresWire wire) throws SQLException {
      say(wire, "select 0");
    }

    @Test
    void test(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Dynamic {
    @TestFactory
    @ExpectWireStatements(1)
    Stream<DynamicTest> tests(PostgresWire wire) {
      return Stream.of(
          DynamicTest.dynamicTest("one", () -> say(wire, "select 1")),
          DynamicTest.dynamicTest("two", () -> say(wire, "select 2", "select 3")),
          DynamicTest.dynamicTest("one again", () -> say(wire, "select 4")));
    }
  }
}
