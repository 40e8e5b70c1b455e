package com.example.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** An application's code, as far as who calls a database is concerned. */
public final class InvoiceRepository {
  private final Connection connection;

  public InvoiceRepository(Connection connection) {
    this.connection = connection;
  }

  /** Sends a statement from line 22. */
  public int count() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select 42")) {
      ResultSet rows = select.executeQuery();
      rows.next();
      return rows.getInt(1);
    }
  }

  /** Calls from line 30. */
  public static <T> T call(Callable<T> action) throws Exception {
    return action.call();
  }

  /** Calls from line 45, below a lambda that the JDK calls. */
  public static <T> List<T> callFromLambda(Callable<T> action) {
    return Stream.of(action)
        .map(
            each -> {
              return unchecked(each);
            })
        .toList();
  }

  private static <T> T unchecked(Callable<T> action) {
    try {
      return action.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls from lines 53 and 54. */
  public static <T> List<T> callTwice(Callable<T> action) throws Exception {
    T first = action.call();
    T second = action.call();
    return List.of(first, second);
  }
}
