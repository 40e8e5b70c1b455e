package dev.postgreswire.junit;

import static dev.postgreswire.junit.Fixtures.kit;
import static dev.postgreswire.junit.Fixtures.said;
import static dev.postgreswire.junit.Fixtures.say;
import static dev.postgreswire.junit.Fixtures.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.PostgresWire;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Tests that record take turns; others go on beside them. */
class ParallelTest {
  private static final Set<String> RECORDING = ConcurrentHashMap.newKeySet();
  private static CountDownLatch together;

  @Test
  void keepsWindowsApart() {
    together = new CountDownLatch(2);
    succeeds(
        kit(First.class, Second.class, OnMethods.class, NotRecorded.class, NotRecordedEither.class)
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "6")
            .execute(),
        36);
  }

  private static void aloneWithItsStatements(PostgresWire wire) throws SQLException {
    RECORDING.add(wire.name());
    assertThat(RECORDING).as("tests that record at the same time").hasSize(1);
    say(wire, "select '" + wire.name() + "'");
    assertThat(said(wire)).containsExactly("select '" + wire.name() + "'");
    RECORDING.remove(wire.name());
  }

  /** Only where both run at the same time do both get through. */
  private static void meet() throws InterruptedException {
    together.countDown();
    assertThat(together.await(5, TimeUnit.MINUTES)).isTrue();
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class First {
    @RepeatedTest(8)
    void one(PostgresWire wire) throws SQLException {
      aloneWithItsStatements(wire);
    }

    @RepeatedTest(8)
    void two(PostgresWire wire) throws SQLException {
      aloneWithItsStatements(wire);
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Second extends First {}

  static class OnMethods {
    @RepeatedTest(1)
    @RecordPostgresWire(target = "${wire.target}")
    void one(PostgresWire wire) throws SQLException {
      aloneWithItsStatements(wire);
    }

    @Test
    void two() {
      assertThat(together).isNotNull();
    }
  }

  static class NotRecorded {
    @Test
    void runsBesideOthers() throws InterruptedException {
      meet();
    }
  }

  static class NotRecordedEither {
    @Test
    void runsBesideOthers() throws InterruptedException {
      meet();
    }
  }
}
