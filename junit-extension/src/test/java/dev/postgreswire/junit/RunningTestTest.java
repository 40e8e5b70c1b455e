package dev.postgreswire.junit;

import static dev.postgreswire.junit.Fixtures.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.RunningTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A window knows which test runs, so that a snapshot is found. */
class RunningTestTest {
  private static final List<String> SEEN = new ArrayList<>();

  @Test
  void theWindowKnowsIt() {
    SEEN.clear();
    succeeds(Several.class, 4);
    String type = Several.class.getName();
    assertThat(SEEN)
        .containsExactlyInAnyOrder(
            type + ".one", type + ".each[1]", type + ".each[2]", type + "$Inner.nested");
  }

  private static void see(PostgresWire wire) {
    SEEN.add(wire.test().map(RunningTest::toString).orElse("nobody"));
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Several {
    @Test
    void one(PostgresWire wire) {
      see(wire);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void each(int value, PostgresWire wire) {
      assertThat(value).isPositive();
      see(wire);
    }

    @Nested
    class Inner {
      @Test
      void nested(PostgresWire wire) {
        see(wire);
      }
    }
  }
}
