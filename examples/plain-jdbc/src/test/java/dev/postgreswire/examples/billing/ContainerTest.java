package dev.postgreswire.examples.billing;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.recording.AuthenticationMethod.SCRAM_SHA_256;

import com.zaxxer.hikari.HikariDataSource;
import dev.postgreswire.PostgresWire;
import dev.postgreswire.junit.RecordPostgresWire;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The server in the field is the one to record. Without a Docker engine this is skipped. */
@Testcontainers(disabledWithoutDocker = true)
@RecordPostgresWire
class ContainerTest {
  @Container
  static final PostgreSQLContainer<?> POSTGRES = new PostgreSQLContainer<>("postgres:15");

  @Test
  void recordsTheServerInAContainer(PostgresWire wire) throws SQLException {
    String url = wire.jdbcUrl() + "&sslmode=disable&user=test&password=test";
    try (HikariDataSource pool = BillingConfiguration.of(url).openPool()) {
      Billing billing = new Billing(pool);
      billing.open();
      billing.day();
    }

    assertThat(wire).connections().hasSize(1).first().authenticatedWith(SCRAM_SHA_256);
  }
}
