package dev.postgreswire.benchmarks.proxy;

import dev.postgreswire.benchmarks.measure.Rounds;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A real server, and all ways to it that are compared. */
final class Routes implements AutoCloseable {
  private final List<Route> routes = new ArrayList<>();
  private final Tool tool;
  private final long server;

  /** What a way is measured by. */
  @FunctionalInterface
  interface Load {
    double measure(Route route) throws IOException;
  }

  private Routes(Tool tool, long server) {
    this.tool = tool;
    this.server = server;
  }

  /**
   * Starts everything.
   *
   * @param tool by which it is started
   */
  static Routes open(Tool tool) throws IOException, SQLException {
    int port = TestServer.current().port();
    Routes opened = new Routes(tool, postmaster());
    try {
      tool.pin(opened.server);
      opened.routes.add(Route.direct(port));
      opened.routes.add(Route.inMemory(tool, port));
      opened.routes.add(Route.onDisk(tool, port));
      opened.routes.add(Route.haProxy(tool, port));
      opened.routes.add(Route.pgbouncer(tool, port));
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Returns the process that starts one for each connection. */
  private static long postmaster() throws SQLException {
    try (Connection connection = TestServer.current().connect(TestRole.ADMIN);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow().pid();
    }
  }

  /** Adds them to a comparison. */
  Rounds in(Rounds rounds, Load load) {
    for (Route route : routes) {
      if (route.name().equals(Route.DIRECT)) {
        rounds.baseline(route.name(), () -> load.measure(route));
      } else {
        rounds.variant(route.name(), () -> load.measure(route));
      }
    }
    return rounds;
  }

  /** Lets the compilers of those in Java see what is to come. */
  void warmUp(Load load, int times) throws IOException {
    for (Route route : routes) {
      for (int i = 0; i < times && route.isJava(); i++) {
        double unused = load.measure(route);
      }
    }
  }

  @Override
  public void close() throws IOException {
    tool.unpin(server);
    for (Route route : routes) {
      route.close();
    }
  }
}
