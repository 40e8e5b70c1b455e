package dev.postgreswire.drivers;

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
 */
public record Target(
    String host, int port, String user, String password, String database, Path authority) {

  static Target of(Properties settings) {
    return new Target(
        settings.getProperty("host"),
        Integer.parseInt(settings.getProperty("port")),
        settings.getProperty("user"),
        settings.getProperty("password"),
        settings.getProperty("database"),
        Path.of(settings.getProperty("authority")));
  }

  /** Returns the same at another port. */
  public Target withPort(int other) {
    return new Target(host, other, user, password, database, authority);
  }

  /** Returns the same with another password. */
  public Target withPassword(String other) {
    return new Target(host, port, user, other, database, authority);
  }

  /** Returns the same with another authority. */
  public Target withAuthority(Path other) {
    return new Target(host, port, user, password, database, other);
  }
}
