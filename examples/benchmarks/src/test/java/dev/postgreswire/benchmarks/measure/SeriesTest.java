package dev.postgreswire.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void hasAMedianAndQuartiles() {
    Series series = Series.of(5, 1, 4, 2, 3);

    assertThat(series.median()).isEqualTo(3);
    assertThat(series.quantile(0.25)).isEqualTo(2);
    assertThat(series.quantile(0.75)).isEqualTo(4);
    assertThat(series.values()).containsExactly(5.0, 1.0, 4.0, 2.0, 3.0);
  }

  @Test
  void interpolatesBetweenTwoValues() {
    assertThat(Series.of(1, 2).median()).isEqualTo(1.5);
  }

  @Test
  void isComparedRoundByRound() {
    Series halves = Series.of(1, 2, 3).dividedBy(Series.of(2, 4, 6));
    assertThat(halves.values()).containsExactly(0.5, 0.5, 0.5);
    assertThat(Series.of(3, 5).minus(Series.of(1, 1)).values()).containsExactly(2.0, 4.0);
  }

  @Test
  void isNotEmpty() {
    assertThatThrownBy(Series::of).hasMessage("a series has one value at least");
  }
}
