package dev.postgreswire.agent;

import dev.postgreswire.testing.conformance.ConformanceHook;
import org.junit.jupiter.api.Test;

/** What integration tests record is checked against the protocol, too. */
class ConformanceIT {
  @Test
  void refusesWhatBreaksARule() {
    ConformanceHook.check();
  }
}
