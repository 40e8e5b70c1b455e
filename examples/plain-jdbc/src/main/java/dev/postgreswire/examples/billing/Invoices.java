package dev.postgreswire.examples.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The invoices in the database. */
public final class Invoices {
  private final DataSource dataSource;

  /** Invoices of the database behind {@code dataSource}. */
  public Invoices(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Adds a draft and returns its id. */
  public int add(String number, int customerId, LocalDate issuedOn) throws SQLException {
    String sql =
        "insert into invoice (number, customer_id, issued_on) values (?, ?, ?) returning id";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, number);
      statement.setInt(2, customerId);
      statement.setObject(3, issuedOn);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt("id");
      }
    }
  }

  /** Lists the invoices since a day, by number. */
  public List<Invoice> list(LocalDate since) throws SQLException {
    String sql =
        "select i.id, i.number, i.issued_on, c.id as customer_id, c.name"
            + " from invoice i join customer c on c.id = i.customer_id"
            + " where i.issued_on >= ? order by i.number";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, since);
      try (ResultSet rows = statement.executeQuery()) {
        List<Invoice> invoices = new ArrayList<>();
        while (rows.next()) {
          Customer customer = new Customer(rows.getInt("customer_id"), rows.getString("name"));
          invoices.add(invoice(rows, customer));
        }
        return invoices;
      }
    }
  }

  /**
   * Does the same, but asks for the customer of each invoice, as a lazy association would. The
   * result is equal to that of {@link #list}; only the wire tells them apart.
   */
  public List<Invoice> listLazily(LocalDate since) throws SQLException {
    String sql =
        "select id, number, issued_on, customer_id from invoice"
            + " where issued_on >= ? order by number";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, since);
      try (ResultSet rows = statement.executeQuery()) {
        List<Invoice> invoices = new ArrayList<>();
        while (rows.next()) {
          invoices.add(invoice(rows, customer(connection, rows.getInt("customer_id"))));
        }
        return invoices;
      }
    }
  }

  /**
   * Books a draft, in a transaction that locks it first.
   *
   * @throws IllegalStateException when it is not a draft or has no lines
   */
  public void book(int id) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        requireBookable(connection, id);
        setBooked(connection, id);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private static Invoice invoice(ResultSet rows, Customer customer) throws SQLException {
    return new Invoice(
        rows.getInt("id"),
        rows.getString("number"),
        customer,
        rows.getObject("issued_on", LocalDate.class));
  }

  private static Customer customer(Connection connection, int id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select name from customer where id = ?")) {
      statement.setInt(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return new Customer(id, rows.getString("name"));
      }
    }
  }

  private static void requireBookable(Connection connection, int id) throws SQLException {
    String sql =
        "select status, (select count(*) from invoice_line where invoice_id = i.id) as lines"
            + " from invoice i where id = ? for update";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next() || !"draft".equals(rows.getString("status"))) {
          throw new IllegalStateException("invoice " + id + " is not a draft");
        }
        if (rows.getInt("lines") == 0) {
          throw new IllegalStateException("invoice " + id + " has no lines");
        }
      }
    }
  }

  private static void setBooked(Connection connection, int id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("update invoice set status = 'booked' where id = ?")) {
      statement.setInt(1, id);
      statement.executeUpdate();
    }
  }
}
