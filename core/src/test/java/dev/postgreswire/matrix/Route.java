package dev.postgreswire.matrix;

import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from a session to its server: through a recorder, as a role, with pgjdbc's parameters.
 *
 * @param server the real server
 * @param port the recorder's port on this machine
 * @param role who logs in
 * @param parameters pgjdbc's, {@code name=value}
 */
record Route(TestServer server, int port, TestRole role, List<String> parameters) {
  Route(TestServer server, int port, TestRole role) {
    this(server, port, role, List.of("sslmode=disable"));
  }

  Route with(String... more) {
    List<String> all = new ArrayList<>(parameters);
    all.addAll(List.of(more));
    return new Route(server, port, role, all);
  }

  Route as(TestRole other) {
    return new Route(server, port, other, parameters);
  }

  String url() {
    return server.jdbcUrl("127.0.0.1", port, role, parameters.toArray(String[]::new));
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }
}
