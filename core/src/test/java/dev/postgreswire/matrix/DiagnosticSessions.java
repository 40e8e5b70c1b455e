package dev.postgreswire.matrix;

import static dev.postgreswire.matrix.QuerySessions.expectFailure;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Sessions of errors and notices, of every severity that SQL can provoke. */
final class DiagnosticSessions {
  private DiagnosticSessions() {}

  static void errors(Route route) throws SQLException {
    try (Connection connection = route.connect();
        Statement statement = connection.createStatement()) {
      expectFailure("42601", () -> statement.execute("selekt 1"));
      expectFailure("42P01", () -> statement.execute("select * from no_such_table"));
      expectFailure("22012", () -> statement.execute("select 1/0"));
      statement.execute(
          "create temp table error_pet (id int primary key, age int not null check (age > 0))");
      statement.execute("insert into error_pet values (1, 3)");
      expectFailure("23505", () -> statement.execute("insert into error_pet values (1, 3)"));
      expectFailure("23502", () -> statement.execute("insert into error_pet values (2, null)"));
      expectFailure("23514", () -> statement.execute("insert into error_pet values (2, -1)"));
      expectFailure(
          "P0001",
          () ->
              statement.execute(
                  "do $$ begin raise exception 'no' using detail = 'why', hint = 'how',"
                      + " column = 'c', constraint = 'n', datatype = 'd', table = 't',"
                      + " schema = 's'; end $$"));
      expectFailure(
          "42703", () -> statement.execute("do $$ begin execute 'select nothing'; end $$"));
      // A failed batch: what comes behind it is skipped up to the Sync.
      statement.addBatch("insert into error_pet values (3, 3)");
      statement.addBatch("insert into error_pet values (1, 3)");
      statement.addBatch("insert into error_pet values (4, 3)");
      expectFailure("23505", statement::executeBatch);
    }
  }

  static void notices(Route route) throws SQLException {
    try (Connection connection = route.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set client_min_messages to debug5");
      statement.execute(
          "do $$ begin raise debug 'd'; raise log 'l'; raise info 'i'; raise notice 'n';"
              + " raise warning 'w' using errcode = '01234'; end $$");
      statement.execute("set client_min_messages to notice");
      statement.execute("drop table if exists no_such_table");
      statement.execute("commit");
    }
  }

  static void terminated(Route route) throws SQLException {
    try (Connection connection = route.connect();
        Statement statement = connection.createStatement()) {
      expectFailure(
          "57P01", () -> statement.execute("select pg_terminate_backend(pg_backend_pid())"));
    }
  }

  static void unknownDatabase(Route route) {
    String url = route.url().replaceFirst("/postgres\\?", "/no_such_database?");
    expectFailure("3D000", () -> java.sql.DriverManager.getConnection(url).close());
  }
}
