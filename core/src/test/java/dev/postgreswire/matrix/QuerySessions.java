package dev.postgreswire.matrix;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.UUID;

/** Sessions of queries: simple, extended, prepared, batched, by cursor, in transactions. */
final class QuerySessions {
  private QuerySessions() {}

  static void simple(Route route) throws SQLException {
    try (Connection connection = route.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("select 1; select 'two' as two; ; select 3 where false");
      statement.execute("create temp table simple_pet (id int primary key, name text)");
      statement.executeUpdate("insert into simple_pet values (1, 'Rex'), (2, null)");
      read(statement.executeQuery("select * from simple_pet order by id"));
      statement.execute("");
      statement.execute("set timezone to 'UTC'; set application_name to 'matrix'");
      statement.execute("show server_version");
      statement.execute("explain select 1");
    }
  }

  static void extended(Route route) throws SQLException {
    try (Connection connection = route.connect()) {
      try (PreparedStatement query =
          connection.prepareStatement("select ?::int4, ?::text, ?::timestamptz")) {
        query.setInt(1, 42);
        query.setString(2, "Grüße, 世界 🐘");
        query.setTimestamp(3, new Timestamp(0));
        read(query.executeQuery());
        query.setNull(2, java.sql.Types.VARCHAR);
        read(query.executeQuery());
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("create temp table extended_pet (id serial, name text)");
        statement.execute("insert into extended_pet (name) values ('Rex') returning id");
        statement.execute("select 1; select 2");
        statement.execute("");
      }
      try (PreparedStatement described = connection.prepareStatement("select $$?$$, ?::int8")) {
        described.getParameterMetaData().getParameterCount();
        described.getMetaData();
      }
    }
  }

  static void serverPrepared(Route route) throws SQLException {
    try (Connection connection = route.connect();
        PreparedStatement query =
            connection.prepareStatement("select amname from pg_am where oid = ?")) {
      for (int i = 0; i < 8; i++) {
        query.setInt(1, 403);
        read(query.executeQuery());
      }
    }
  }

  static void binaryValues(Route route) throws SQLException {
    try (Connection connection = route.connect();
        PreparedStatement query =
            connection.prepareStatement(
                "select ?::int4, ?::int8, ?::float8, ?::numeric, ?::uuid, ?::bytea, ?::bool,"
                    + " ?::date, array[1,2,null]::int4[], int4range(1,5), now(), 'a'::text")) {
      for (int i = 0; i < 3; i++) {
        query.setInt(1, i);
        query.setLong(2, 1L << 40);
        query.setDouble(3, 1.5);
        query.setBigDecimal(4, new BigDecimal("12345.678"));
        query.setObject(5, new UUID(1, 2));
        query.setBytes(6, new byte[] {0, (byte) 0xff});
        query.setBoolean(7, true);
        query.setObject(8, java.time.LocalDate.of(1999, 12, 31));
        read(query.executeQuery());
      }
    }
  }

  static void transactions(Route route) throws SQLException {
    try (Connection connection = route.connect()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "create temp table tx_pet (id int primary key deferrable initially deferred)");
        connection.commit();
        statement.execute("insert into tx_pet values (1)");
        java.sql.Savepoint savepoint = connection.setSavepoint("before");
        expectFailure("22012", () -> statement.execute("select 1/0"));
        connection.rollback(savepoint);
        connection.commit();
        statement.execute("insert into tx_pet values (1)");
        // The constraint is checked at commit, whose error belongs to COMMIT.
        expectFailure("23505", connection::commit);
        connection.rollback();
        connection.setReadOnly(true);
        read(statement.executeQuery("select count(*) from tx_pet"));
        connection.rollback();
      }
    }
  }

  static void batch(Route route) throws SQLException {
    try (Connection connection = route.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create temp table batch_pet (id int, name text)");
      try (PreparedStatement insert =
          connection.prepareStatement("insert into batch_pet values (?, ?)")) {
        for (int round = 0; round < 2; round++) {
          for (int i = 0; i < 5; i++) {
            insert.setInt(1, i);
            insert.setString(2, "pet " + i);
            insert.addBatch();
          }
          insert.executeBatch();
        }
      }
      statement.addBatch("update batch_pet set name = 'x' where id = 1");
      statement.addBatch("delete from batch_pet where id = 2");
      statement.executeBatch();
    }
  }

  static void cursor(Route route) throws SQLException {
    try (Connection connection = route.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.setFetchSize(4);
      // The limit is reached exactly by the last fetch, which the server cannot know yet.
      read(statement.executeQuery("select generate_series(1, 8)"));
      read(statement.executeQuery("select generate_series(1, 10)"));
      statement.setFetchSize(0);
      statement.execute("declare pets binary cursor for select 1::int4 union all select 2");
      read(statement.executeQuery("fetch 1 from pets"));
      statement.execute("move 1 from pets");
      statement.execute("close pets");
      connection.commit();
    }
  }

  static void read(ResultSet rows) throws SQLException {
    try (rows) {
      while (rows.next()) {
        rows.getObject(1);
      }
    }
  }

  /** Something that the server refuses. */
  @FunctionalInterface
  interface Refused {
    void run() throws SQLException;
  }

  static void expectFailure(String sqlState, Refused refused) {
    try {
      refused.run();
    } catch (SQLException e) {
      if (sqlState.equals(e.getSQLState())) {
        return;
      }
      throw new AssertionError("expected SQLSTATE " + sqlState + ", got " + e.getSQLState(), e);
    }
    throw new AssertionError("expected SQLSTATE " + sqlState);
  }
}
