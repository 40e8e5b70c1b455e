package dev.postgreswire.examples.billing;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.examples.billing.Billing.TODAY;
import static dev.postgreswire.recording.AuthenticationMethod.SCRAM_SHA_256;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.postgreswire.PostgresWire;
import dev.postgreswire.junit.RecordPostgresWire;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How the invoices come from the database, and what the database says when they do not go there.
 */
@ExtendWith(BillingServer.class) // starts PostgreSQL 18; billing.database says where
@RecordPostgresWire(target = "${billing.database}")
class InvoicesTest {
  private final HikariDataSource pool;
  private final Invoices invoices;

  InvoicesTest(PostgresWire wire) {
    pool = BillingConfiguration.of(wire.jdbcUrl()).openPool();
    invoices = new Invoices(pool);
  }

  @Test
  void listsInvoicesInOneQuery(PostgresWire wire) throws SQLException {
    invoices.list(TODAY);

    assertThat(wire)
        .statements()
        .hasSize(1)
        .first()
        .hasSqlContaining("join customer")
        .hasParameters(TODAY)
        .returnedRows(3);
    assertThat(wire).singleConnection().authenticatedWith(SCRAM_SHA_256).serverProvedItself();
    assertThat(wire).errors().isEmpty();
  }

  @BeforeEach
  void openTheBooks() throws SQLException {
    new Billing(pool).open();
  }

  @AfterEach
  void closeThePool() {
    pool.close();
  }

  @Test
  void asksForEachCustomerWhenItListsLazily(PostgresWire wire) throws SQLException {
    invoices.listLazily(TODAY);

    assertThatThrownBy(() -> assertThat(wire).hasNoRepeatedStatements())
        .hasMessageContaining(
            "Expecting no statement in 2 or more round trips but there was\n"
                + "  3 × select name from customer where id = $1")
        .hasMessageContaining("> 4  c");
  }

  @Test
  void booksInOneTransaction(PostgresWire wire) throws SQLException {
    new LineImport(pool).run(1, Billing.timeSheet(1));

    PostgresWire booking = wire.during(() -> invoices.book(1));

    assertThat(booking).transactions().hasSize(1).first().isExplicit().isCommitted();
    assertThat(booking).statements().hasSize(2);
    assertThat(booking).hasAtMostRoundTrips(4);
  }

  @Test
  void rollsBackWhatCannotBeBooked(PostgresWire wire) {
    assertThatThrownBy(() -> invoices.book(1)).hasMessage("invoice 1 has no lines");

    assertThat(wire).transactions().hasSize(1).first().isRolledBack();
  }

  @Test
  void isToldWhichConstraintRefusesASecondInvoiceOfANumber(PostgresWire wire) {
    assertThatThrownBy(() -> invoices.add("2026-001", 2, TODAY)).isInstanceOf(SQLException.class);

    assertThat(wire)
        .errors()
        .hasSize(1)
        .first()
        .hasSqlState("23505")
        .hasSchema("public")
        .hasTable("invoice")
        .hasConstraint("invoice_number_is_unique")
        .hasDetail("Key (number)=(2026-001) already exists.");
  }
}
