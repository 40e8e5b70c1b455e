package dev.postgreswire.examples.billing;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.postgreswire.PostgresWire;
import dev.postgreswire.junit.PostgresWireExtension;
import dev.postgreswire.testing.TestRole;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** To the application both batches are the same; see the URL. */
class LineImportTest {
  @RegisterExtension
  static final PostgresWireExtension POSTGRES =
      PostgresWireExtension.forServer(() -> BillingServer.jdbcUrl(TestRole.SCRAM));

  @BeforeEach
  void openTheBooks() throws SQLException {
    try (HikariDataSource pool = BillingConfiguration.of(POSTGRES.wire().jdbcUrl()).openPool()) {
      new Billing(pool).open();
    }
  }

  @Test
  void sendsAnInsertForEachLineButWaitsOnce(PostgresWire wire) throws SQLException {
    importFiveLines(wire.jdbcUrl());

    assertThat(wire)
        .batches()
        .hasSize(1)
        .first()
        .hasExecutions(5)
        .isNotRewritten()
        .wasSentInOneRoundTrip();
  }

  @Test
  void putsSeveralLinesIntoAnInsertWhenTheDriverMayRewriteIt(PostgresWire wire)
      throws SQLException {
    importFiveLines(wire.jdbcUrl() + "&reWriteBatchedInserts=true");

    assertThat(wire).batches().hasSize(1).first().rewrittenInto(4, 1).wasSentInOneRoundTrip();
  }

  private static void importFiveLines(String jdbcUrl) throws SQLException {
    try (HikariDataSource pool = BillingConfiguration.of(jdbcUrl).openPool()) {
      new LineImport(pool).run(1, Billing.timeSheet(5));
    }
  }
}
