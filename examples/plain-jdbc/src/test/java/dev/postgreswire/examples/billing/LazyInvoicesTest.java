package dev.postgreswire.examples.billing;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.examples.billing.Billing.TODAY;

import com.zaxxer.hikari.HikariDataSource;
import dev.postgreswire.PostgresWire;
import dev.postgreswire.junit.RecordPostgresWire;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails on purpose, so {@code mvn verify} leaves it out and {@code mvn -q -Pfailing} runs nothing
 * else. The README shows what it prints, and in {@code recording.png} what it writes; the picture
 * is made, in the project's folder, with
 *
 * <pre>
 * chromium --headless=new --no-sandbox --hide-scrollbars --window-size=1280,640 \
 *   --virtual-time-budget=5000 --screenshot=examples/plain-jdbc/recording.png \
 *   "file://$PWD/examples/plain-jdbc/target/postgres-wire/LazyInvoicesTest.listsInvoicesInOneQuery.html"
 * </pre>
 */
@ExtendWith(BillingServer.class)
@RecordPostgresWire(target = "${billing.database}")
@Tag("fails-on-purpose")
class LazyInvoicesTest {
  private final HikariDataSource pool;

  LazyInvoicesTest(PostgresWire wire) {
    pool = BillingConfiguration.of(wire.jdbcUrl()).openPool();
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
  void listsInvoicesInOneQuery(PostgresWire wire) throws SQLException {
    new Invoices(pool).listLazily(TODAY);

    assertThat(wire).statements().hasSize(1);
  }
}
