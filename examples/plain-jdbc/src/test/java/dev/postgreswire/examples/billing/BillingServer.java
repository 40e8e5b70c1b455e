package dev.postgreswire.examples.billing;

import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts PostgreSQL 18 for the tests, where there is no container, and says in the system property
 * {@code billing.database} where it is.
 */
final class BillingServer implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    System.setProperty("billing.database", jdbcUrl(TestRole.SCRAM));
  }

  /** Returns the URL for a role, user and password included. */
  static String jdbcUrl(TestRole role) {
    // TLS would be recorded as what it is, but nothing within it.
    return TestServer.current().jdbcUrl(role, "sslmode=disable");
  }
}
