package dev.postgreswire.junit;

import static dev.postgreswire.junit.Fixtures.failure;
import static dev.postgreswire.junit.Fixtures.said;
import static dev.postgreswire.junit.Fixtures.say;
import static dev.postgreswire.junit.Fixtures.succeeds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@link PostgresWireExtension}: the server comes from code. */
class RegisteredExtensionTest {
  @Test
  void recordsWhatItsFieldSays() {
    succeeds(OfClass.class, 2);
    succeeds(OfInstance.class, 1);
    succeeds(Late.class, 1);
    succeeds(OfContainer.class, 1);
  }

  @Test
  void standsBesideTheAnnotation() {
    succeeds(BesideAnnotation.class, 1);
    assertThat(failure(BesideAttributes.class))
        .hasMessageContaining("has a PostgresWireExtension in its field \"postgres\", so the")
        .hasMessageContaining("leave them out and write forServer(");
  }

  @Test
  void recordsSeveralServersAtOnce() {
    succeeds(TwoServers.class, 1);
    assertThat(failure(TwoServersOneParameter.class))
        .hasStackTraceContaining("records several servers, so a PostgresWire parameter could mean")
        .hasStackTraceContaining("write assertThat(first.wire()) or assertThat(second.wire())");
  }

  @Test
  void saysWhenItKnowsNoServer() {
    assertThat(failure(NeverKnown.class))
        .hasMessageContaining("has no target yet; its supplier has to return host:port or a URL");
    PostgresWireExtension nowhere = PostgresWireExtension.forServer("localhost:5432");
    assertThatThrownBy(nowhere::wire)
        .hasMessageContaining("write it into a field with @RegisterExtension");
  }

  static class OfClass {
    @RegisterExtension
    static PostgresWireExtension postgres =
        PostgresWireExtension.forServer("${wire.target}")
            .withWindow(WireWindow.LIFECYCLE)
            .withMemoryLimit(1 << 20)
            .withTimeout(Duration.ofMinutes(5));

    @BeforeAll
    static void hasTheAddress() {
      assertThat(postgres.wire().jdbcUrl()).contains(":" + postgres.wire().port() + "/");
    }

    @BeforeEach
    void prepare() throws SQLException {
      say(postgres.wire(), "select 0");
    }

    @Test
    void isRecorded(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 0", "select 1");
      assertThat(said(postgres.wire())).isEqualTo(said(wire));
    }

    @Nested
    class Inner {
      @Test
      void isRecordedToo(PostgresWire wire) throws SQLException {
        isRecorded(wire);
      }
    }
  }

  static class OfInstance {
    @RegisterExtension
    final PostgresWireExtension postgres = PostgresWireExtension.forServer(Fixtures::server);

    @Test
    void isRecorded(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 1");
    }
  }

  static class Late {
    private static String server;

    @RegisterExtension
    static PostgresWireExtension postgres = PostgresWireExtension.forServer(() -> server);

    @BeforeAll
    static void start() {
      server = Fixtures.server();
    }

    @Test
    void isRecorded(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 1");
    }
  }

  static class OfContainer {
    private static final StandInContainer CONTAINER = StandInContainer.postgres();

    @RegisterExtension
    static PostgresWireExtension postgres = PostgresWireExtension.forContainer(CONTAINER);

    @BeforeAll
    static void start() {
      CONTAINER.start();
    }

    @Test
    void isRecorded(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 1");
    }
  }

  @RecordPostgresWire
  static class BesideAnnotation {
    @RegisterExtension
    static PostgresWireExtension postgres = PostgresWireExtension.forServer("${wire.target}");

    @Test
    void isRecorded(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 1");
    }
  }

  @RecordPostgresWire(target = "localhost:5432")
  static class BesideAttributes {
    @RegisterExtension
    static PostgresWireExtension postgres = PostgresWireExtension.forServer("${wire.target}");

    @Test
    void neverRuns() {}
  }

  static class TwoServers {
    @RegisterExtension
    static PostgresWireExtension first = PostgresWireExtension.forServer("${wire.target}");

    @RegisterExtension
    static PostgresWireExtension second =
        PostgresWireExtension.forServer(
            () -> TestServer.v(14).jdbcUrl(TestRole.TRUST, "sslmode=disable"));

    @Test
    void areBothRecorded() throws SQLException {
      say(first.wire(), "select 1");
      say(second.wire(), "select 2");
      assertThat(said(first.wire())).containsExactly("select 1");
      assertThat(said(second.wire())).containsExactly("select 2");
    }
  }

  static class TwoServersOneParameter {
    @RegisterExtension
    static PostgresWireExtension first = PostgresWireExtension.forServer("${wire.target}");

    @RegisterExtension
    static PostgresWireExtension second = PostgresWireExtension.forServer("${wire.target}");

    @Test
    void neverRuns(PostgresWire wire) {
      assertThat(wire).isNull();
    }
  }

  static class NeverKnown {
    @RegisterExtension
    static PostgresWireExtension postgres = PostgresWireExtension.forServer(() -> null);

    @Test
    void neverRuns() {}
  }
}
