package dev.postgreswire.examples.billing;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** The application: a day at the billing desk. */
public final class Billing {
  /** The day on which everything happens. */
  public static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

  private final DataSource dataSource;
  private final Invoices invoices;

  /** A billing desk on the database behind {@code dataSource}. */
  public Billing(DataSource dataSource) {
    this.dataSource = dataSource;
    this.invoices = new Invoices(dataSource);
  }

  /**
   * Runs the day against a database. Its tables {@code customer}, {@code invoice} and {@code
   * invoice_line} are emptied first.
   *
   * @param arguments the JDBC URL
   */
  public static void main(String[] arguments) throws SQLException {
    if (arguments.length != 1) {
      System.err.println("usage: Billing jdbc:postgresql://HOST:PORT/DATABASE?user=…&password=…");
      System.exit(2);
    }
    try (HikariDataSource pool = BillingConfiguration.of(arguments[0]).openPool()) {
      Billing billing = new Billing(pool);
      billing.open();
      billing.day().forEach(System.out::println);
    }
  }

  /** Starts from nothing: three customers, and an invoice for each of them. */
  public void open() throws SQLException {
    Schema.reset(dataSource);
    addCustomer(1, "Ada");
    addCustomer(2, "Grace");
    addCustomer(3, "Edsger");
    for (int customer = 1; customer <= 3; customer++) {
      invoices.add("2026-00" + customer, customer, TODAY);
    }
  }

  /** Works through the day and returns what there is to tell, a line each. */
  public List<String> day() throws SQLException {
    List<String> told = new ArrayList<>();
    new LineImport(dataSource).run(1, timeSheet(5));
    told.add("imported 5 lines");
    told.add("listed " + invoices.listLazily(TODAY).size() + " invoices, one by one");
    told.add("listed " + invoices.list(TODAY).size() + " invoices, all at once");
    invoices.book(1);
    told.add("booked invoice 1");
    told.add(addTwice());
    List<String> csv = new ArrayList<>();
    new LineExport(dataSource, 2).run(csv::add);
    told.add("exported " + csv.size() + " lines");
    return told;
  }

  /** Returns as many lines as asked for, as a customer's time sheet might hold. */
  public static List<InvoiceLine> timeSheet(int lines) {
    return IntStream.rangeClosed(1, lines)
        .mapToObj(position -> new InvoiceLine(position, "hour", 1, new BigDecimal("90.00")))
        .toList();
  }

  private String addTwice() {
    try {
      invoices.add("2026-001", 2, TODAY);
      return "added 2026-001 again";
    } catch (SQLException e) {
      return "refused 2026-001 again: " + e.getSQLState();
    }
  }

  private void addCustomer(int id, String name) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("insert into customer (id, name) values (?, ?)")) {
      statement.setInt(1, id);
      statement.setString(2, name);
      statement.executeUpdate();
    }
  }
}
