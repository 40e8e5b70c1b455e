package com.example.drivers.pgjdbc;

import com.example.drivers.Application;
import com.example.drivers.Cell;
import com.example.drivers.Driver;
import com.example.drivers.Report;
import com.example.drivers.Session;
import com.example.drivers.Target;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** An application of pgjdbc. */
public final class Pgjdbc implements Driver {
  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Application.run(new Pgjdbc(), arguments);
  }

  @Override
  public Session open(Cell cell, Target target) throws SQLException {
    Properties properties = properties(cell.name(), target);
    switch (cell.tls()) {
      case OFF -> properties.setProperty("sslmode", "disable");
      case REQUIRE -> properties.setProperty("sslmode", "require");
      case VERIFY_FULL -> properties.setProperty("sslmode", "verify-full");
      case DIRECT -> {
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslNegotiation", "direct");
      }
    }
    cell.options()
        .forEach(
            option -> {
              String[] pair = option.split("=", 2);
              properties.setProperty(pair[0], pair[1]);
            });
    return open(target.host() + ":" + target.port(), target, properties);
  }

  /** Connects to any of the hosts. */
  static Session open(String hosts, Target target, Properties properties) throws SQLException {
    String url = "jdbc:postgresql://" + hosts + "/" + target.database();
    return new JdbcSession(DriverManager.getConnection(url, properties), RememberedSockets.last());
  }

  static Properties properties(String name, Target target) {
    Properties properties = new Properties();
    properties.setProperty("user", target.user());
    properties.setProperty("password", target.password());
    properties.setProperty("ApplicationName", name);
    properties.setProperty("sslrootcert", target.authority().toString());
    properties.setProperty("socketFactory", RememberedSockets.class.getName());
    properties.setProperty("connectTimeout", Integer.toString(target.connectMillis() / 1000));
    return properties;
  }

  @Override
  public void doMore(Properties settings, Target target, Report report) {
    new Hosts(settings, target, report).choose();
    new Waiting(settings, target, report).endEarly();
  }
}
