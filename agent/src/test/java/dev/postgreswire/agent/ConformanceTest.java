package dev.postgreswire.agent;

import dev.postgreswire.testing.conformance.ConformanceHook;
import org.junit.jupiter.api.Test;

/** What tests record here is checked against the protocol. */
class ConformanceTest {
  @Test
  void refusesWhatBreaksARule() {
    ConformanceHook.check();
  }
}
