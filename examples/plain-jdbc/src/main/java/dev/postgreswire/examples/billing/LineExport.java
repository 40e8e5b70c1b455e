package dev.postgreswire.examples.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Exports all lines as CSV, meaning to hold only a few of them in memory. */
public final class LineExport {
  private static final String SQL =
      "select i.number, l.position, l.description, l.quantity, l.price"
          + " from invoice i join invoice_line l on l.invoice_id = i.id"
          + " order by i.number, l.position";

  private final DataSource dataSource;
  private final int fetchSize;

  /**
   * An export from the database behind {@code dataSource}.
   *
   * @param fetchSize how many rows it wants to hold at a time
   */
  public LineExport(DataSource dataSource, int fetchSize) {
    this.dataSource = dataSource;
    this.fetchSize = fetchSize;
  }

  /** Exports in a transaction: the server hands out {@code fetchSize} rows at a time. */
  public void run(Consumer<String> csv) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      export(connection, csv);
      connection.commit();
    }
  }

  /** Forgets the transaction: pgjdbc ignores the fetch size, and all rows come at once. */
  public void runInAutoCommit(Consumer<String> csv) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      export(connection, csv);
    }
  }

  private void export(Connection connection, Consumer<String> csv) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setFetchSize(fetchSize);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          csv.accept(
              "%s,%d,%s,%d,%s"
                  .formatted(
                      rows.getString("number"),
                      rows.getInt("position"),
                      rows.getString("description"),
                      rows.getInt("quantity"),
                      rows.getBigDecimal("price")));
        }
      }
    }
  }
}
