package dev.postgreswire.benchmarks.endurance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.postgresql.PGConnection;

/** What clients do by pgjdbc, in plain text and in TLS; and by hand, see {@link RudeClients}. */
final class Actions {
  private static final int MANY = 500;
  private static final int SHORT_LIVES = 5;

  private final InetSocketAddress address;

  private Actions(InetSocketAddress address) {
    this.address = address;
  }

  static List<Load.Action> of(InetSocketAddress address) {
    Actions actions = new Actions(address);
    RudeClients rude = new RudeClients(address);
    return List.of(
        named("simple", actions::simple),
        named("cursor", actions::cursor),
        named("batch", actions::batch),
        named("copy", actions::copy),
        named("errors", actions::errors),
        named("cancel", actions::cancel),
        named("churn", actions::churn),
        named("slow reader", rude::readSlowly),
        named("reset", rude::resetAnywhere));
  }

  private record Named(String name, Load.Action action) implements Load.Action {
    @Override
    public void run(Random random) throws SQLException, IOException {
      action.run(random);
    }
  }

  private static Load.Action named(String name, Load.Action action) {
    return new Named(name, action);
  }

  private Connection connect(Random random, String parameters) throws SQLException {
    String tls = random.nextInt(3) == 0 ? "require" : "disable";
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres&sslmode=%s%s"
            .formatted(address.getPort(), tls, parameters));
  }

  private void simple(Random random) throws SQLException {
    try (Connection connection = connect(random, "&preferQueryMode=simple");
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 50; i++) {
        expect(i, number(statement.executeQuery("select " + i)));
      }
    }
  }

  private void cursor(Random random) throws SQLException {
    try (Connection connection = connect(random, "")) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement =
          connection.prepareStatement("select i, repeat('x', i) from generate_series(1, ?) i")) {
        statement.setFetchSize(100);
        statement.setInt(1, MANY);
        ResultSet rows = statement.executeQuery();
        long sum = 0;
        while (rows.next()) {
          sum += rows.getInt(1);
          expect(rows.getInt(1), rows.getString(2).length());
        }
        expect(MANY * (MANY + 1L) / 2, sum);
      }
      connection.commit();
    }
  }

  private void batch(Random random) throws SQLException {
    try (Connection connection = connect(random, "");
        Statement statement = connection.createStatement()) {
      statement.execute("create temp table batch (i int)");
      try (PreparedStatement insert = connection.prepareStatement("insert into batch values (?)")) {
        for (int i = 0; i < MANY; i++) {
          insert.setInt(1, i);
          insert.addBatch();
        }
        expect(MANY, insert.executeBatch().length);
      }
      expect(MANY, number(statement.executeQuery("select count(*) from batch")));
    }
  }

  private void copy(Random random) throws SQLException, IOException {
    try (Connection connection = connect(random, "");
        Statement statement = connection.createStatement()) {
      statement.execute("create temp table copied (line text)");
      String lines = (Long.toHexString(random.nextLong()) + "\n").repeat(MANY * 5);
      var copies = connection.unwrap(PGConnection.class).getCopyAPI();
      copies.copyIn("copy copied from stdin", new StringReader(lines));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      copies.copyOut("copy copied to stdout", out);
      if (!out.toString(StandardCharsets.UTF_8).equals(lines)) {
        throw new AssertionError("another copy came out than went in");
      }
    }
  }

  private void errors(Random random) throws SQLException {
    try (Connection connection = connect(random, "");
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 20; i++) {
        fail(statement, "select 1 / 0", "22012");
        fail(statement, "select from nowhere", "42P01");
        expect(i, number(statement.executeQuery("select " + i)));
      }
    }
  }

  private void cancel(Random random) throws SQLException {
    try (Connection connection = connect(random, "");
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      fail(statement, "select pg_sleep(600)", "57014");
      statement.setQueryTimeout(0);
      expect(1, number(statement.executeQuery("select 1")));
    }
  }

  private void churn(Random random) throws SQLException {
    for (int i = 0; i < SHORT_LIVES; i++) {
      connect(random, "").close();
    }
  }

  private static void fail(Statement statement, String sql, String state) throws SQLException {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      if (state.equals(e.getSQLState())) {
        return;
      }
      throw e;
    }
    throw new AssertionError(sql + " did not fail");
  }

  private static long number(ResultSet rows) throws SQLException {
    rows.next();
    return rows.getLong(1);
  }

  private static void expect(long expected, long actual) {
    if (expected != actual) {
      throw new AssertionError(actual + " instead of " + expected);
    }
  }
}
