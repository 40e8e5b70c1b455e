package dev.postgreswire.junit;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.recording.AuthenticationMethod.SCRAM_SHA_256;

import dev.postgreswire.PostgresWire;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** A real container, as a test of an application has it; skipped where no engine answers. */
@RecordPostgresWire
@Testcontainers(disabledWithoutDocker = true)
class ContainerEngineTest {
  @Container
  private static final PostgreSQLContainer<?> POSTGRES = new PostgreSQLContainer<>("postgres:15");

  @Test
  @ExpectWireAuthentication(SCRAM_SHA_256)
  void isRecorded(PostgresWire wire) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(
            wire.jdbcUrl(), POSTGRES.getUsername(), POSTGRES.getPassword())) {
      connection.createStatement().execute("select 1");
    }
    assertThat(wire).statements().singleElement().hasSql("select 1");
    assertThat(wire).singleConnection().hasStartupParameter("database", "test").terminated();
  }
}
