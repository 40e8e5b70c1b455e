package dev.postgreswire.examples.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Imports lines as a JDBC batch. What the driver makes of it depends on the URL: {@code
 * reWriteBatchedInserts=true} puts several lines into one {@code insert}.
 */
public final class LineImport {
  private final DataSource dataSource;

  /** An import into the database behind {@code dataSource}. */
  public LineImport(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Adds all lines to an invoice, or none. */
  public void run(int invoiceId, List<InvoiceLine> lines) throws SQLException {
    String sql =
        "insert into invoice_line (invoice_id, position, description, quantity, price)"
            + " values (?, ?, ?, ?, ?)";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (InvoiceLine line : lines) {
        statement.setInt(1, invoiceId);
        statement.setInt(2, line.position());
        statement.setString(3, line.description());
        statement.setInt(4, line.quantity());
        statement.setBigDecimal(5, line.price());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
