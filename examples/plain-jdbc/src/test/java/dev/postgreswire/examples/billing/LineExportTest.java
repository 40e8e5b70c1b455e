package dev.postgreswire.examples.billing;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.postgreswire.PostgresWire;
import dev.postgreswire.junit.ExpectWireCommitted;
import dev.postgreswire.junit.ExpectWireRoundTrips;
import dev.postgreswire.junit.ExpectWireStatements;
import dev.postgreswire.junit.RecordPostgresWire;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ten lines, four at a time: what pgjdbc makes of {@code setFetchSize}. */
@ExtendWith(BillingServer.class)
@RecordPostgresWire(target = "${billing.database}")
class LineExportTest {
  private final HikariDataSource pool;
  private final LineExport export;
  private final List<String> csv = new ArrayList<>();

  LineExportTest(PostgresWire wire) {
    pool = BillingConfiguration.of(wire.jdbcUrl()).openPool();
    export = new LineExport(pool, 4);
  }

  @BeforeEach
  void openTheBooks() throws SQLException {
    new Billing(pool).open();
    new LineImport(pool).run(1, Billing.timeSheet(10));
  }

  @AfterEach
  void closeThePool() {
    pool.close();
  }

  @Test
  @ExpectWireStatements(1)
  @ExpectWireCommitted
  void getsFourLinesAtATimeInATransaction(PostgresWire wire) throws SQLException {
    export.run(csv::add);

    assertThat(csv).hasSize(10);
    assertThat(wire).statements().first().hasFetchSize(4).hasFetches(3).returnedRows(10);
  }

  @Test
  @ExpectWireStatements(1)
  @ExpectWireRoundTrips(atMost = 1)
  void getsAllLinesAtOnceInAutoCommit(PostgresWire wire) throws SQLException {
    export.runInAutoCommit(csv::add);

    assertThat(csv).hasSize(10);
    assertThat(wire).statements().first().hasFetchSize(0).hasFetches(1).returnedRows(10);
  }
}
