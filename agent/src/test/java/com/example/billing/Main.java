package com.example.billing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** An application that knows nothing of us, and keeps to line numbers. */
public final class Main {
  private Main() {}

  /** Connects on line 14; the argument is the database's URL. */
  public static void main(String[] arguments) throws Exception {
    try (Connection connection = DriverManager.getConnection(arguments[0])) {
      System.out.println(new InvoiceRepository(connection).count());
      Thread job = new Thread(() -> run(connection), "nightly-job");
      job.start();
      job.join();
    }
  }

  /** Sends a statement from line 25. */
  private static void run(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select 'nightly'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
