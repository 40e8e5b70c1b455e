package com.example.drivers;

import java.nio.file.Path;
import java.util.Properties;

/**
 * Where to go, and as whom.
 *
 * @param host the server's name
 * @param port its port
 * @param user the role
 * @param password the role's password
 * @param database the database
 * @param authority the certificate of whoever has signed the server's, PEM
 * @param connectMillis for how long to wait for the connection
 */
public record Target(
    String host,
    int port,
    String user,
    String password,
    String database,
    Path authority,
    int connectMillis) {
  private static final int PATIENT = 30_000;
  private static final int IMPATIENT = 1_000;

  /** Reads them out of the settings. */
  public static Target of(Properties settings) {
    return new Target(
        settings.getProperty("host"),
        Integer.parseInt(settings.getProperty("port")),
        settings.getProperty("user"),
        settings.getProperty("password"),
        settings.getProperty("database"),
        Path.of(settings.getProperty("authority")),
        PATIENT);
  }

  /** Returns the same at another port. */
  public Target withPort(int other) {
    return new Target(host, other, user, password, database, authority, connectMillis);
  }

  /** Returns the same with another password. */
  public Target withPassword(String other) {
    return new Target(host, port, user, other, database, authority, connectMillis);
  }

  /** Returns the same with another authority. */
  public Target withAuthority(Path other) {
    return new Target(host, port, user, password, database, other, connectMillis);
  }

  /** Returns the same for somebody who does not wait long. */
  Target impatient() {
    return new Target(host, port, user, password, database, authority, IMPATIENT);
  }
}
