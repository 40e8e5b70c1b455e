package dev.postgreswire.benchmarks.jvm;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The smallest application of PostgreSQL: connects, asks once, and ends. */
public final class SmallApplication {
  private SmallApplication() {}

  /** Runs it with the server's URL. */
  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection(arguments[0]);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select 1")) {
      rows.next();
      System.out.println(rows.getInt(1));
    }
  }
}
