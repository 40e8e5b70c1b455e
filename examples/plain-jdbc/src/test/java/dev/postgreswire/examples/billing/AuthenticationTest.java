package dev.postgreswire.examples.billing;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.recording.AuthenticationMethod.SCRAM_SHA_256;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.testing.TestRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the pool logs in is decided by the server; nothing but the wire tells. */
class AuthenticationTest {
  @Test
  void usesScramAndTheServerProvesItself() {
    try (WireRecorder recorder = record(TestRole.SCRAM)) {
      openPool(recorder);

      assertThat(recorder.wire())
          .singleConnection()
          .authenticatedWith(SCRAM_SHA_256)
          .serverProvedItself();
    }
  }

  @ParameterizedTest
  @CsvSource({"MD5, MD5", "PASSWORD, cleartext password"})
  void catchesWhatIsWeaker(TestRole role, String caught) {
    try (WireRecorder recorder = record(role)) {
      openPool(recorder);

      assertThatThrownBy(
              () -> assertThat(recorder.wire()).singleConnection().authenticatedWith(SCRAM_SHA_256))
          .hasMessageContaining("to authenticate with SCRAM_SHA_256\nbut it was " + caught);
    }
  }

  private static WireRecorder record(TestRole role) {
    return WireRecorder.open(BillingServer.jdbcUrl(role));
  }

  /** A pool logs in as soon as it is opened. */
  private static void openPool(WireRecorder recorder) {
    BillingConfiguration.of(recorder.jdbcUrl()).openPool().close();
  }
}
