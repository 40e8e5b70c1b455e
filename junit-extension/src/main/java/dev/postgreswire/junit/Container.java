package dev.postgreswire.junit;

import dev.postgreswire.WireTarget;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.testcontainers.containers.JdbcDatabaseContainer;

/** The one class that needs Testcontainers; its container's class is the same in 1.x and 2.x. */
final class Container {
  private Container() {}

  /** Returns whether it holds PostgreSQL, or one that speaks like it. */
  static boolean isPostgres(Object container) {
    return "org.postgresql.Driver"
        .equals(((JdbcDatabaseContainer<?>) container).getDriverClassName());
  }

  /** Returns the server in it, once it runs. */
  static Optional<WireTarget> server(Object container, String where) {
    JdbcDatabaseContainer<?> database = (JdbcDatabaseContainer<?>) container;
    if (!isPostgres(container)) {
      throw new ExtensionConfigurationException(
          "the container in %s is not one of PostgreSQL (its driver is %s); write target = \"…\""
              .formatted(where, database.getDriverClassName()));
    }
    return database.isRunning()
        ? Optional.of(WireTarget.parse(database.getJdbcUrl()))
        : Optional.empty();
  }
}
