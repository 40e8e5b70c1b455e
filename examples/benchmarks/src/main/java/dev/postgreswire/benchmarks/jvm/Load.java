package dev.postgreswire.benchmarks.jvm;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** What the application asks of the server, again and again. */
enum Load {
  /** {@code SELECT 1}, prepared by the driver once and executed by name. */
  PREPARED {
    @Override
    void run(Connection connection, int times) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement("SELECT 1")) {
        for (int i = 0; i < times; i++) {
          readOne(statement.executeQuery());
        }
      }
    }
  },

  /** {@code SELECT 1} as a simple query: one message there. */
  SIMPLE {
    @Override
    String parameters() {
      return "&preferQueryMode=simple";
    }

    @Override
    void run(Connection connection, int times) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        for (int i = 0; i < times; i++) {
          readOne(statement.executeQuery("SELECT 1"));
        }
      }
    }
  },

  /** A batch of {@value #BATCH_SIZE}, which the driver sends at once: one round trip. */
  BATCH {
    @Override
    void prepare(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("create temp table nothing (id int primary key)");
      }
    }

    @Override
    void run(Connection connection, int times) throws SQLException {
      try (PreparedStatement statement =
          connection.prepareStatement("delete from nothing where id = ?")) {
        for (int i = 0; i < times; i++) {
          for (int row = 0; row < BATCH_SIZE; row++) {
            statement.setInt(1, row);
            statement.addBatch();
          }
          statement.executeBatch();
        }
      }
    }
  },

  /** One result of 100 MB, read a thousand rows at a time, as it comes. */
  BULK {
    @Override
    void run(Connection connection, int times) throws SQLException {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(BULK_ROWS / 100);
        for (int i = 0; i < times; i++) {
          readAll(statement.executeQuery(BULK_QUERY));
        }
      }
    }
  };

  static final int BATCH_SIZE = 50;

  /** The bytes of a value in {@link #BULK}. */
  static final int VALUE_SIZE = 1000;

  static final int BULK_ROWS = 100_000;

  private static final String BULK_QUERY =
      "select repeat('x', " + VALUE_SIZE + ") from generate_series(1, " + BULK_ROWS + ")";

  /** Returns what the driver's URL needs besides. */
  String parameters() {
    return "";
  }

  /** Returns how many simple round trips one of it is worth, about. */
  int weight() {
    return this == BATCH ? 5 : 1;
  }

  /** Does what has to be done once on a connection. */
  void prepare(Connection connection) throws SQLException {}

  /** Runs it some times. */
  abstract void run(Connection connection, int times) throws SQLException;

  /** Returns its name in commands. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static void readOne(ResultSet rows) throws SQLException {
    try (rows) {
      if (!rows.next() || rows.getInt(1) != 1) {
        throw new IllegalStateException("the server says that 1 is not 1");
      }
    }
  }

  private static void readAll(ResultSet rows) throws SQLException {
    int count = 0;
    try (rows) {
      while (rows.next()) {
        count += rows.getString(1).length() / VALUE_SIZE;
      }
    }
    if (count != BULK_ROWS) {
      throw new IllegalStateException(count + " rows instead of " + BULK_ROWS);
    }
  }
}
