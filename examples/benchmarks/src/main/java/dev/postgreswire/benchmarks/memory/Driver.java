package dev.postgreswire.benchmarks.memory;

import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Short transactions by pgjdbc, as applications have them. */
final class Driver {
  private Driver() {}

  /** Returns a load of so many connections, one after the other, with as many statements each. */
  static Load oltp(int connections, int statements) {
    return (server, port) -> {
      for (int i = 0; i < connections; i++) {
        try (Connection connection = DriverManager.getConnection(url(server, port))) {
          transactions(connection, statements);
        }
      }
    };
  }

  private static String url(TestServer server, int port) {
    return server.jdbcUrl(server.host(), port, TestRole.SCRAM, "sslmode=disable");
  }

  /** BEGIN, four statements, COMMIT; the driver prepares them from their fifth execution on. */
  private static void transactions(Connection connection, int statements) throws SQLException {
    if (statements == 0) {
      return;
    }
    connection.setAutoCommit(false);
    try (PreparedStatement select =
            connection.prepareStatement("select relname, relpages from pg_class where oid = ?");
        PreparedStatement compute = connection.prepareStatement("select ?::int + 1 as next")) {
      for (int i = 0; i < statements; i++) {
        run(i % 2 == 0 ? select : compute, 1249 + i % 10);
        if (i % 4 == 3) {
          connection.commit();
        }
      }
    }
    connection.commit();
  }

  private static void run(PreparedStatement statement, int parameter) throws SQLException {
    statement.setInt(1, parameter);
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        result.getString(1);
      }
    }
  }
}
