package dev.postgreswire.junit;

import static dev.postgreswire.junit.Fixtures.failure;
import static dev.postgreswire.junit.Fixtures.kit;
import static dev.postgreswire.junit.Fixtures.run;
import static dev.postgreswire.junit.Fixtures.said;
import static dev.postgreswire.junit.Fixtures.say;
import static dev.postgreswire.junit.Fixtures.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.testing.TestServer;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Which server an annotation means, and what it says when it means none. */
class TargetTest {
  @Test
  void takesHostAndPort() {
    succeeds(
        kit(HostAndPort.class)
            .configurationParameter("server.port", "" + TestServer.current().port())
            .execute(),
        1);
  }

  @Test
  void keepsEachUrlsDatabaseOverOneRecorder() {
    succeeds(
        kit(OtherDatabase.class)
            .configurationParameter("server.port", "" + TestServer.current().port())
            .execute(),
        2);
  }

  @Test
  void saysHowToNameTheServer() {
    assertThat(failure(NoTarget.class))
        .isInstanceOf(ExtensionConfigurationException.class)
        .hasMessageStartingWith(
            "TargetTest.NoTarget.neverRuns() does not say which server to record; write")
        .hasMessageContaining("@RecordPostgresWire(target = \"localhost:5432\")")
        .hasMessageContaining("PostgreSQLContainer")
        .hasMessageContaining("PostgresWireExtension.forServer(");
  }

  @Test
  void saysWhatIsWrongWithTheTarget() {
    assertThat(failure(WrongUrl.class))
        .hasMessageStartingWith("@RecordPostgresWire of TargetTest.WrongUrl")
        .hasMessageContaining("\"jdbc:mysql://localhost/x\" is not a URL of PostgreSQL")
        .hasMessageContaining("write host:port");
    assertThat(failure(WrongPort.class))
        .hasMessageContaining("\"http\" in \"localhost:http\" is not a port number");
    assertThat(failure(NoProperty.class))
        .hasMessageContaining("asks for the property \"no.such.property\", which is not set")
        .hasMessageContaining("-Dno.such.property=");
  }

  @Test
  void saysWhatIsWrongWithOtherAttributes() {
    assertThat(failure(WrongMemory.class))
        .hasMessage(
            "@RecordPostgresWire of TargetTest.WrongMemory: the memoryLimit \"much\" is no amount"
                + " of memory; write such as \"16 MiB\"");
    assertThat(failure(WrongTime.class))
        .hasMessageContaining("the timeout \"2\" is no time; write such as \"500 ms\" or \"2 s\"");
    assertThat(failure(TwoTargets.class))
        .hasMessageContaining("names its server twice, by target and by container; leave one");
    assertThat(failure(TwoWindows.class))
        .hasMessageContaining("has several windows; write one of TEST_METHOD, LIFECYCLE and CLASS");
    assertThat(failure(ClassWindowOnMethod.class))
        .hasMessageContaining("is on a method, so its window cannot be CLASS");
    assertThat(failure(NoSuchContainer.class))
        .hasMessageContaining("has no container in a field \"postgres\"");
  }

  @Test
  void insistsOnOneSetOfLimitsForARecorder() {
    assertThat(failure(run(Limited.class, OtherLimits.class)))
        .hasMessageStartingWith("the recorder for localhost:")
        .hasMessageContaining("is open already, with memoryLimit = \"16777216\"")
        .hasMessageContaining("write the same for all of them");
  }

  @Test
  void explainsAServerThatIsNotThere() {
    String hint = "the recorder could not reach the server at localhost:1 (";
    for (Class<?> type :
        new Class<?>[] {Unreachable.class, UnreachableInSetup.class, UnreachableBefore.class}) {
      assertThat(failure(type).getSuppressed())
          .as(type.getSimpleName())
          .anySatisfy(
              suppressed ->
                  assertThat(suppressed)
                      .hasMessageStartingWith(hint)
                      .hasMessageContaining("start the server, or write the host and port"));
    }
  }

  @RecordPostgresWire(target = "localhost:${server.port}")
  static class HostAndPort {
    @Test
    void isReached(PostgresWire wire) throws SQLException {
      assertThat(wire.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:" + wire.port() + "/");
      assertThat(wire.jdbcUrl("postgres?user=trust_user")).contains("/postgres?user=trust_user");
      assertThat(wire.server().address()).endsWith(":" + TestServer.current().port());
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class OtherDatabase {
    private static int port;

    @Test
    void hasTheUrlOfTheClass(PostgresWire wire) {
      assertThat(wire.jdbcUrl()).contains("/postgres?user=trust_user");
      samePort(wire.port());
    }

    @Test
    @RecordPostgresWire(target = "r2dbc:postgresql://localhost:${server.port}/template1")
    void hasTheUrlOfTheMethod(PostgresWire wire) {
      assertThat(wire.r2dbcUrl())
          .isEqualTo("r2dbc:postgresql://127.0.0.1:" + wire.port() + "/template1");
      samePort(wire.port());
    }

    private static void samePort(int recorder) {
      assertThat(port == 0 ? recorder : port).isEqualTo(recorder);
      port = recorder;
    }
  }

  static class Empty {
    @Test
    void neverRuns() {}
  }

  @RecordPostgresWire
  static class NoTarget {
    @Test
    void neverRuns() {}
  }

  @RecordPostgresWire(target = "jdbc:mysql://localhost/x")
  static class WrongUrl extends Empty {}

  @RecordPostgresWire(target = "localhost:http")
  static class WrongPort extends Empty {}

  @RecordPostgresWire(target = "${no.such.property}")
  static class NoProperty extends Empty {}

  @RecordPostgresWire(target = "localhost:1", memoryLimit = "much")
  static class WrongMemory extends Empty {}

  @RecordPostgresWire(target = "localhost:1", timeout = "2")
  static class WrongTime extends Empty {}

  @RecordPostgresWire(target = "localhost:1", container = "postgres")
  static class TwoTargets extends Empty {}

  @RecordPostgresWire(
      target = "localhost:1",
      window = {WireWindow.CLASS, WireWindow.LIFECYCLE})
  static class TwoWindows extends Empty {}

  @RecordPostgresWire(container = "postgres")
  static class NoSuchContainer extends Empty {}

  static class ClassWindowOnMethod {
    @Test
    @RecordPostgresWire(target = "localhost:1", window = WireWindow.CLASS)
    void neverRuns() {}
  }

  @RecordPostgresWire(target = "${wire.target}", memoryLimit = "16 MiB", timeout = "60 s")
  static class Limited {
    @Test
    void works(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).hasSize(1);
    }
  }

  @RecordPostgresWire(target = "${wire.target}", memoryLimit = "32 MiB")
  static class OtherLimits extends Empty {}

  @RecordPostgresWire(target = "localhost:1")
  static class Unreachable {
    @Test
    void fails(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
    }
  }

  @RecordPostgresWire(target = "localhost:1")
  static class UnreachableInSetup extends Empty {
    @BeforeEach
    void fails(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
    }
  }

  @RecordPostgresWire(target = "localhost:1")
  static class UnreachableBefore extends Empty {
    @BeforeAll
    static void fails(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
    }
  }
}
