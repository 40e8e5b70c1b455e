package dev.postgreswire.examples.billing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The tables, as {@code schema.sql} describes them. */
public final class Schema {
  private Schema() {}

  /** Creates what is not there yet, and empties everything. */
  public static void reset(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set client_min_messages = warning");
      statement.execute(script());
      statement.execute("truncate invoice_line, invoice, customer restart identity");
    }
  }

  private static String script() {
    try (InputStream script = Schema.class.getResourceAsStream("schema.sql")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
