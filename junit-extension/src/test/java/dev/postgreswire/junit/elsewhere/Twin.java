package dev.postgreswire.junit.elsewhere;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.junit.RecordPostgresWire;
import dev.postgreswire.junit.WireReport;
import org.junit.jupiter.api.Test;

/** Has the same name as a class of another package; it is no test of its own. */
@RecordPostgresWire(target = "${wire.target}", report = WireReport.ALWAYS)
public class Twin {
  @Test
  void test(PostgresWire wire) {
    wire.recording();
  }
}
