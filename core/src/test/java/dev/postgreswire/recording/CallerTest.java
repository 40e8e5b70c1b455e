package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {
  private static final Caller LOAD =
      new Caller("main", "com.example.InvoiceRepository$Rows.load(InvoiceRepository.java:31)");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          app.A.b(A.java:3)        | A.java:3
          app.A.b(Native Method)   | app.A.b(Native Method)
          app.A.b(Unknown Source)  | app.A.b(Unknown Source)
          app.A.b(A.java)          | app.A.b(A.java)
          ''                       | ''
          """)
  void thePlaceIsFileAndLine(String frame, String place) {
    assertThat(new Caller("main", frame).place()).isEqualTo(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.example",
        "InvoiceRepository",
        "com.example.InvoiceRepository",
        "InvoiceRepository.Rows",
        "InvoiceRepository$Rows",
        "Rows.load",
        "load",
        "InvoiceRepository.java:31",
        "com.example.InvoiceRepository$Rows.load(InvoiceRepository.java:31)"
      })
  void isInCode(String code) {
    assertThat(LOAD.isIn(code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Invoice", "Repository", "loa", "InvoiceRepository.java:3", "main"})
  void isNotInOtherCode(String code) {
    assertThat(LOAD.isIn(code)).isFalse();
    assertThat(Caller.UNKNOWN.isIn(code)).isFalse();
  }

  @Test
  void isDescribedAsFarAsItIsKnown() {
    assertThat(LOAD.describe()).isEqualTo("InvoiceRepository.java:31 in thread main");
    assertThat(Caller.inThread("main").describe()).isEqualTo("in thread main");
    assertThat(new Caller("", "app.A.b(A.java:3)").describe()).isEqualTo("A.java:3");
    assertThat(Caller.UNKNOWN.describe()).isEmpty();
    assertThat(Caller.UNKNOWN.isUnknown()).isTrue();
  }

  @Test
  void describesWhoOpenedWhatIsNotRecorded() {
    assertThat(new MissedConnection("db:5432", LOAD, "no hook", Instant.EPOCH).describe())
        .isEqualTo("db:5432 (opened by InvoiceRepository.java:31 in thread main): no hook");
    assertThat(new MissedConnection("", Caller.UNKNOWN, "no hook", Instant.EPOCH).describe())
        .isEqualTo("an unknown server: no hook");
  }
}
