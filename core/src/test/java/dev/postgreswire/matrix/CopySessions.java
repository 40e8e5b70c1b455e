package dev.postgreswire.matrix;

import static dev.postgreswire.matrix.QuerySessions.expectFailure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** Sessions of COPY, and of large objects, which pgjdbc reads and writes by FunctionCall. */
final class CopySessions {
  private CopySessions() {}

  static void inAndOut(Route route) throws SQLException, IOException {
    try (Connection connection = connect(route)) {
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      StringBuilder rows = new StringBuilder();
      for (int i = 0; i < 1000; i++) {
        rows.append(i).append("\tpet ").append(i).append('\n');
      }
      copy.copyIn("copy copy_pet from stdin", new StringReader(rows.toString()));
      copy.copyOut("copy copy_pet to stdout (format csv, header)", new StringWriter());
      copy.copyIn("copy copy_pet from stdin", new StringReader(""));
      copy.copyOut("copy (select 1 where false) to stdout", new StringWriter());
    }
  }

  static void binary(Route route) throws SQLException, IOException {
    try (Connection connection = connect(route);
        Statement statement = connection.createStatement()) {
      statement.execute("insert into copy_pet select i, 'pet ' || i from generate_series(1, 50) i");
      statement.execute("insert into copy_pet values (51, null)");
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      ByteArrayOutputStream rows = new ByteArrayOutputStream();
      copy.copyOut("copy copy_pet to stdout (format binary)", rows);
      copy.copyIn(
          "copy copy_pet from stdin (format binary)",
          new ByteArrayInputStream(rows.toByteArray()),
          7);
    }
  }

  static void failures(Route route) throws SQLException {
    try (Connection connection = connect(route)) {
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      CopyIn cancelled = copy.copyIn("copy copy_pet from stdin");
      byte[] row = "1\tRex\n".getBytes(StandardCharsets.UTF_8);
      cancelled.writeToCopy(row, 0, row.length);
      cancelled.cancelCopy();
      CopyIn broken = copy.copyIn("copy copy_pet from stdin");
      byte[] junk = "not a number\tRex\n".getBytes(StandardCharsets.UTF_8);
      broken.writeToCopy(junk, 0, junk.length);
      expectFailure("22P02", broken::endCopy);
      expectFailure(
          "22012",
          () -> {
            try {
              copy.copyOut(
                  "copy (select 1/(3-i) from generate_series(1, 5) i) to stdout",
                  new StringWriter());
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  static void largeObject(Route route) throws SQLException {
    try (Connection connection = route.connect()) {
      connection.setAutoCommit(false);
      LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
      long oid = objects.createLO();
      try (LargeObject object = objects.open(oid)) {
        object.write("Rex was here".getBytes(StandardCharsets.UTF_8));
        object.seek(0);
        object.read(100);
        object.truncate64(3);
      }
      objects.delete(oid);
      connection.commit();
      expectFailure("42704", () -> objects.open(oid).close());
      connection.rollback();
    }
  }

  private static Connection connect(Route route) throws SQLException {
    Connection connection = route.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("create temp table copy_pet (id int, name text)");
    }
    return connection;
  }
}
