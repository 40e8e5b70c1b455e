package com.example.drivers.pgjdbc;

import com.example.drivers.Report;
import com.example.drivers.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What ends before the server has answered: by cancelling, and by timeouts of all kinds. */
final class Waiting {
  private static final String FOR_EVER = "select pg_sleep(60)";

  private final Properties settings;
  private final Target target;
  private final Report report;

  Waiting(Properties settings, Target target, Report report) {
    this.settings = settings;
    this.target = target;
    this.report = report;
  }

  void endEarly() {
    report.print("pgjdbc/cancel", this::cancelInAnotherThread);
    report.print("pgjdbc/query-timeout", this::timeOutOfAQuery);
    report.print("pgjdbc/notifications", this::waitForNotifications);
    report.print("pgjdbc/socket-timeout", this::timeOutOfARead);
    report.print("pgjdbc/silent/socketTimeout", silent("socketTimeout"));
    report.print("pgjdbc/silent/loginTimeout", silent("loginTimeout"));
  }

  private String cancelInAnotherThread() throws SQLException {
    try (Connection connection = connect("cancel");
        Statement statement = connection.createStatement()) {
      Thread canceller = new Thread(() -> cancelOnceItRuns(connection, statement));
      canceller.start();
      statement.execute(FOR_EVER);
      return "not cancelled";
    }
  }

  private void cancelOnceItRuns(Connection connection, Statement statement) {
    String running =
        "select 1 from pg_stat_activity where state = 'active' and query = '%s' and pid = %d"
            .formatted(FOR_EVER, ((PGConnection) connection).getBackendPID());
    try (Connection observer = connect("observer");
        Statement query = observer.createStatement()) {
      while (!query.executeQuery(running).next()) {
        Thread.onSpinWait();
      }
      statement.cancel();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String timeOutOfAQuery() throws SQLException {
    try (Connection connection = connect("query-timeout");
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      statement.execute(FOR_EVER);
      return "not timed out";
    }
  }

  private String waitForNotifications() throws SQLException {
    try (Connection listener = connect("listener");
        Connection notifier = connect("notifier");
        Statement listen = listener.createStatement();
        Statement notify = notifier.createStatement()) {
      PGConnection waiting = listener.unwrap(PGConnection.class);
      String channel = "matrix_" + waiting.getBackendPID();
      listen.execute("listen " + channel);
      int before = waiting.getNotifications(50).length;
      notify.execute("notify " + channel + ", 'hello'");
      PGNotification[] notifications = waiting.getNotifications(0);
      return before + " before, then " + notifications[0].getParameter();
    }
  }

  private String timeOutOfARead() throws SQLException {
    Properties properties = properties("socket-timeout");
    properties.setProperty("socketTimeout", "1");
    try (Connection connection = connect(target.port(), properties);
        Statement statement = connection.createStatement()) {
      statement.execute(FOR_EVER);
      return "not timed out";
    }
  }

  private Callable<String> silent(String timeout) {
    return () -> {
      Properties properties = properties(timeout);
      properties.setProperty(timeout, "1");
      connect(Integer.parseInt(settings.getProperty("silent")), properties).close();
      return "connected";
    };
  }

  private Connection connect(String name) throws SQLException {
    return connect(target.port(), properties(name));
  }

  private Connection connect(int port, Properties properties) throws SQLException {
    String url = "jdbc:postgresql://" + target.host() + ":" + port + "/" + target.database();
    return DriverManager.getConnection(url, properties);
  }

  private Properties properties(String name) {
    Properties properties = Pgjdbc.properties("pgjdbc/" + name, target);
    properties.setProperty("sslmode", "disable");
    return properties;
  }
}
