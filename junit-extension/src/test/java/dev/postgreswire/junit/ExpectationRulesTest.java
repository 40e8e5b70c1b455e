package dev.postgreswire.junit;

import static dev.postgreswire.junit.Fixtures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the annotations that start with {@code ExpectWire} may not say. */
class ExpectationRulesTest {
  @Test
  void sayWhatIsWrongWithThem() {
    assertThat(failure(SaysNothing.class))
        .hasMessage(
            "@ExpectWireStatements of ExpectationRulesTest.SaysNothing does not say how many; write"
                + " such as @ExpectWireStatements(1) or (atMost = 3)");
    assertThat(failure(SaysTwice.class)).hasMessageContaining("leave one of them out");
    assertThat(failure(Negative.class)).hasMessageContaining("cannot be fewer than none");
    assertThat(failure(NoSqlState.class))
        .hasMessageContaining("names no SQLSTATE; write its five characters");
    assertThat(failure(OnMethodOfClassWindow.class))
        .hasMessageContaining("write @ExpectWire… on the class");
    assertThat(failure(TwoServers.class))
        .hasMessageContaining("records several servers, so an @ExpectWire… annotation could mean");
  }

  @ExpectWireStatements
  static class SaysNothing extends TargetTest.Empty {}

  @ExpectWireStatements(value = 1, atMost = 2)
  static class SaysTwice extends TargetTest.Empty {}

  @ExpectWireRoundTrips(atMost = -2)
  static class Negative extends TargetTest.Empty {}

  @ExpectWireError("unique")
  static class NoSqlState extends TargetTest.Empty {}

  @RecordPostgresWire(target = "${wire.target}", window = WireWindow.CLASS)
  static class OnMethodOfClassWindow {
    @Test
    @ExpectWireStatements(1)
    void test() {}
  }

  @ExpectWireNoErrors
  static class TwoServers {
    @RegisterExtension
    static PostgresWireExtension first = PostgresWireExtension.forServer("${wire.target}");

    @RegisterExtension
    static PostgresWireExtension second = PostgresWireExtension.forServer("${wire.target}");

    @Test
    void neverRuns() {}
  }
}
