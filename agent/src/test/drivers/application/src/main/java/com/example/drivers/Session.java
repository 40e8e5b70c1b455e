package com.example.drivers;

import java.sql.SQLException;
import java.util.List;

/** A connection. */
public interface Session extends AutoCloseable {
  /** Returns with whom the driver believes to speak. */
  String remoteAddress() throws Exception;

  /**
   * Runs a statement.
   *
   * @param sql with {@code ?} for each parameter
   * @param parameters of type String and Integer
   * @return the rows, their columns separated by {@code |}
   */
  List<String> query(String sql, Object... parameters) throws Exception;

  @Override
  void close() throws SQLException;
}
