package dev.postgreswire.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "12.50", "-0.001", "1.", ".5", "-.5"})
  void arePlain(String text) {
    assertThat(Decimals.isPlain(text)).isTrue();
    assertThat(Decimals.parse(text)).isEqualTo(new BigDecimal(text));
    assertThat(Codecs.of(PgType.NUMERIC).parse(text)).isEqualTo(new BigDecimal(text));
    assertThat(Codecs.of(PgType.FLOAT8).parse(text)).isEqualTo(Double.valueOf(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", ".", "-.", "1.2.3", "+1", "1e3", "--1", "1-", "NaN", "٣", "1d"})
  void areNotPlain(String text) {
    assertThat(Decimals.isPlain(text)).isFalse();
    assertThat(Decimals.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999999999999", "-99999999999999999.9", "9223372036854775808"})
  void manyDigitsOverflowNothing(String text) {
    assertThat(Codecs.of(PgType.NUMERIC).parse(text)).isEqualTo(new BigDecimal(text));
  }

  @Test
  void aLongOneIsHeldToTheLimitsOfTheServer() {
    String digits = "9".repeat(2000);
    assertThat(Codecs.of(PgType.NUMERIC).parse(digits)).isEqualTo(new BigDecimal(digits));
  }
}
