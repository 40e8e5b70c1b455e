package dev.postgreswire.junit;

import dev.postgreswire.PostgresWire;
import org.junit.jupiter.api.Test;

/** Has the same name as a class of another package; it is no test of its own. */
@RecordPostgresWire(target = "${wire.target}", report = WireReport.ALWAYS)
class Twin {
  @Test
  void test(PostgresWire wire) {
    wire.recording();
  }
}
