package com.example.drivers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How a statement is run by any driver of JDBC. */
public final class Jdbc {
  private Jdbc() {}

  /** Runs a statement, as {@link Session#query} wants it. */
  public static List<String> query(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet results = statement.executeQuery()) {
        return rows(results);
      }
    }
  }

  private static List<String> rows(ResultSet results) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (results.next()) {
      StringBuilder row = new StringBuilder(results.getString(1));
      for (int i = 2; i <= results.getMetaData().getColumnCount(); i++) {
        row.append('|').append(results.getString(i));
      }
      rows.add(row.toString());
    }
    return rows;
  }
}
