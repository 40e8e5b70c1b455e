package dev.postgreswire.junit;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.junit.Fixtures.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.PostgresWire;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What {@link AgentProcessTest} runs. */
final class AgentTests {
  private static final String SERVER = System.getProperty("wire.target");
  private static final CountDownLatch TOGETHER = new CountDownLatch(2);
  private static final CountDownLatch SAID = new CountDownLatch(1);

  private AgentTests() {}

  @RecordPostgresWire
  static class WithoutTarget {
    @Test
    void seesTheApplicationsOwnConnection(PostgresWire wire) throws SQLException {
      say("select 'own'");

      assertThat(said(wire)).containsExactly("select 'own'");
      assertThat(wire).singleConnection().terminated();
      assertThat(wire.listensAt()).isEmpty();
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class WithTarget {
    @Test
    void seesTheApplicationsOwnConnection(PostgresWire wire) throws SQLException {
      say("select 'own'");

      assertThat(said(wire)).containsExactly("select 'own'");
      assertThat(wire.jdbcUrl()).isEqualTo(SERVER);
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class ByAddress {
    @Test
    void seesWhatComesToItsAddress(PostgresWire wire) throws SQLException {
      say("select 'not seen'");
      Fixtures.say(wire, "select 'seen'");

      assertThat(said(wire)).containsExactly("select 'seen'");
      assertThat(wire.listensAt()).contains(wire.host() + ":" + wire.port());
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Recorded {
    @Test
    void seesItsOwnStatements(PostgresWire wire) throws Exception {
      meet();
      say("select 'own'");
      assertThat(SAID.await(5, TimeUnit.MINUTES)).isTrue();

      assertThat(said(wire)).containsExactly("select 'own'");
      assertThat(wire).connections().hasSize(1);
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class OnSomeThread {
    @Test
    void cannotKnowWhoseThreadItIs(PostgresWire wire) throws Exception {
      meet();
      ExecutorService executor = Executors.newSingleThreadExecutor();
      Future<?> done =
          executor.submit(
              () -> {
                say("select 'own'");
                return null;
              });
      done.get();
      executor.shutdown();

      assertThat(said(wire)).containsExactly("select 'own'");
    }
  }

  static class NotRecorded {
    @Test
    void runsBesideIt() throws Exception {
      meet();
      say("select 'other'");
      SAID.countDown();
    }
  }

  /** Only where both run at the same time do both get through. */
  private static void meet() throws InterruptedException {
    TOGETHER.countDown();
    assertThat(TOGETHER.await(5, TimeUnit.MINUTES)).isTrue();
  }

  /** Connects by the server's own URL. */
  private static void say(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(SERVER)) {
      connection.createStatement().execute(sql);
    }
  }
}
