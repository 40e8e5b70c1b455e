package dev.postgreswire.testing.conformance;

import org.junit.jupiter.api.Test;

/** What tests record here is checked against the protocol. */
class ConformanceTest {
  @Test
  void refusesWhatBreaksARule() {
    ConformanceHook.check();
  }
}
