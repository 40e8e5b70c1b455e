package com.example.drivers.pgjdbcng;

import com.example.drivers.Application;
import com.example.drivers.Cell;
import com.example.drivers.Driver;
import com.example.drivers.Failure;
import com.example.drivers.Session;
import com.example.drivers.Target;
import com.impossibl.postgres.jdbc.PGDirectConnection;
import com.impossibl.postgres.jdbc.PGDriver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;

/** An application of pgjdbc-ng. */
public final class PgjdbcNg implements Driver {
  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    DriverManager.registerDriver(new PGDriver());
    Application.run(new PgjdbcNg(), arguments);
  }

  /** It has no timeout for connecting, and waits long for an answer although there is no server. */
  @Override
  public Set<Failure> failures() {
    return EnumSet.complementOf(EnumSet.of(Failure.CROWDED, Failure.CLOSING));
  }

  @Override
  public Session open(Cell cell, Target target) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", target.user());
    properties.setProperty("password", target.password());
    properties.setProperty("application.name", cell.name());
    properties.setProperty("ssl.ca.certificate.file", target.authority().toString());
    properties.setProperty(
        "protocol.io.mode",
        switch (cell.transport()) {
          case "socket" -> "OIO";
          case "nio" -> "NIO";
          case "epoll" -> "NATIVE";
          default -> throw new IllegalArgumentException(cell.transport());
        });
    properties.setProperty(
        "ssl.mode",
        switch (cell.tls()) {
          case OFF -> "disable";
          case REQUIRE -> "require";
          case VERIFY_FULL -> "verify-full";
          case DIRECT -> throw new IllegalArgumentException("not known to this driver");
        });
    String url = "jdbc:pgsql://" + target.host() + ":" + target.port() + "/" + target.database();
    return new NgSession(
        DriverManager.getConnection(url, properties).unwrap(PGDirectConnection.class));
  }
}
