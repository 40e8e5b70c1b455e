package dev.postgreswire.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private final List<String> order = new ArrayList<>();

  @Test
  void measuresEveryVariantOnceInEachRoundAndTheBaselineTwice() throws Exception {
    rounds().run(3);

    assertThat(order).hasSize(4 * 4);
    for (int round = 0; round < 4; round++) {
      assertThat(order.subList(4 * round, 4 * round + 4))
          .containsExactlyInAnyOrder("direct", "direct", "ours", "theirs");
    }
  }

  @Test
  void comparesWithTheBaselineOfTheSameRound() throws Exception {
    Comparison comparison = rounds().run(5);

    assertThat(comparison.baseline()).isEqualTo("direct");
    assertThat(comparison.ratio("ours").median()).isEqualTo(1.5);
    assertThat(comparison.added("theirs").median()).isEqualTo(20);
    assertThat(comparison.ratio("direct again").median()).isEqualTo(1);
  }

  @Test
  void isATableWithTheRatiosFirst() throws Exception {
    assertThat(rounds().run(5).table().lines())
        .containsExactly(
            "| round trips  | × direct |     quartiles |   µs |   quartiles | added µs |",
            "|--------------|---------:|--------------:|-----:|------------:|---------:|",
            "| direct       |    1.000 | 1.000 – 1.000 | 20.0 | 20.0 – 20.0 |          |",
            "| direct again |    1.000 | 1.000 – 1.000 | 20.0 | 20.0 – 20.0 |     0.00 |",
            "| ours         |    1.500 | 1.500 – 1.500 | 30.0 | 30.0 – 30.0 |     10.0 |",
            "| theirs       |    2.000 | 2.000 – 2.000 | 40.0 | 40.0 – 40.0 |     20.0 |");
  }

  @Test
  void refusesTwoVariantsOfOneName() {
    Rounds rounds = rounds();
    assertThatThrownBy(() -> rounds.variant("ours", () -> 1))
        .hasMessage("two variants are called ours");
  }

  private Rounds rounds() {
    return Rounds.of("round trips", Unit.MICROSECONDS)
        .baseline("direct", () -> say("direct", 20))
        .variant("ours", () -> say("ours", 30))
        .variant("theirs", () -> say("theirs", 40));
  }

  private double say(String name, double figure) {
    order.add(name);
    return figure;
  }
}
