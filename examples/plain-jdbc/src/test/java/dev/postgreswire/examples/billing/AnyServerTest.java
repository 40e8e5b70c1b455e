package dev.postgreswire.examples.billing;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.examples.billing.Billing.TODAY;
import static dev.postgreswire.recording.AuthenticationMethod.SCRAM_SHA_256_PLUS;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.postgreswire.PostgresWire;
import dev.postgreswire.junit.RecordPostgresWire;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * With the agent a test names no server, and the application keeps its own URL: TLS and all. The
 * pool is an application's that was started long before, such as by Spring.
 */
@EnabledIfSystemProperty(named = "billing.agent", matches = "true")
@ExtendWith(AnyServerTest.StartsTheApplicationFirst.class)
@RecordPostgresWire
class AnyServerTest {
  private static HikariDataSource pool;

  static final class StartsTheApplicationFirst implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
      pool = BillingConfiguration.of(url()).openPool();
      new Billing(pool).open();
    }
  }

  private static String url() {
    return TestServer.current().jdbcUrl(TestRole.SCRAM, "sslmode=require&channelBinding=require");
  }

  @AfterAll
  static void stopTheApplication() {
    pool.close();
  }

  @Test
  void seesAPoolThatWasOpenBefore(PostgresWire wire) throws SQLException {
    new Invoices(pool).list(TODAY);

    assertThat(wire).statements().hasSize(1).first().hasParameters(TODAY).returnedRows(3);
    assertThat(wire)
        .singleConnection()
        .usedTls()
        .authenticatedWith(SCRAM_SHA_256_PLUS)
        .serverProvedItself()
        .wasOpenedBeforeWindow()
        .hasServerParameter("application_name", "billing");
  }

  @Test
  void namesNoAddressOfItsOwn(PostgresWire wire) {
    assertThat(wire.listensAt()).isEmpty();
    assertThat(wire.target()).isEmpty();
  }

  /** Where a test does name a server, it gets that one's own address. */
  @Test
  @RecordPostgresWire(target = "localhost:6000")
  void handsOutTheServersAddress(PostgresWire wire) {
    assertThat(wire.jdbcUrl("billing")).isEqualTo("jdbc:postgresql://localhost:6000/billing");
    assertThat(wire.listensAt()).isEmpty();
  }
}
