package dev.postgreswire.examples.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.postgreswire.PostgresWire;
import dev.postgreswire.junit.RecordPostgresWire;
import dev.postgreswire.testing.conformance.Conformance;
import dev.postgreswire.testing.conformance.ConformanceHook;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What these tests record is checked against the protocol, whichever way it is recorded. That is
 * for PostgresWire's own sake, and no part of the example.
 */
@ExtendWith(BillingServer.class)
@RecordPostgresWire(target = "${billing.database}")
class ConformanceTest {
  @Test
  void refusesWhatBreaksARule() {
    ConformanceHook.check();
  }

  @Test
  void seesEveryMessage(PostgresWire wire) throws SQLException {
    long before = Conformance.ofThisJvm().messages();
    try (HikariDataSource pool = BillingConfiguration.of(wire.jdbcUrl()).openPool()) {
      new Billing(pool).open();
    }
    int recorded = wire.recording().messages().size();
    assertThat(recorded).isPositive();
    assertThat(Conformance.ofThisJvm().messages() - before).isEqualTo(recorded);
  }
}
