package dev.postgreswire;

import java.util.Set;

/**
 * A PostgreSQL server to be recorded, and what else its URL said.
 *
 * @param host name or address of the server, without brackets
 * @param port its port
 * @param database the database that the URL named, or the empty string
 * @param query what stood behind {@code ?} in the URL, or the empty string
 */
public record WireTarget(String host, int port, String database, String query) {
  /** PostgreSQL's own port. */
  public static final int DEFAULT_PORT = 5432;

  private static final Set<String> SCHEMES =
      Set.of(
          "jdbc:postgresql:",
          "r2dbc:postgresql:",
          "r2dbc:pool:postgresql:",
          "postgresql:",
          "postgres:");

  private static final String FORMS =
      "; write host:port, jdbc:postgresql://host:port/database"
          + " or r2dbc:postgresql://host:port/database";

  /** Checks host and port. */
  public WireTarget {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the server's host is missing" + FORMS);
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not within 1 to 65535");
    }
  }

  /** Returns the server at {@code host} and {@code port}. */
  public static WireTarget of(String host, int port) {
    return new WireTarget(host, port, "", "");
  }

  /**
   * Returns the server that {@code text} names: {@code host:port}, or the URL of a JDBC or R2DBC
   * driver or of libpq. User and password before an {@code @} are not kept.
   *
   * @throws IllegalArgumentException when it names none, or several; the message says what to write
   */
  public static WireTarget parse(String text) {
    String rest = text.trim();
    int slashes = rest.indexOf("//");
    if (slashes >= 0) {
      if (!SCHEMES.contains(rest.substring(0, slashes))) {
        throw new IllegalArgumentException("\"" + text + "\" is not a URL of PostgreSQL" + FORMS);
      }
      rest = rest.substring(slashes + 2);
    }
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : rest.substring(question + 1);
    rest = question < 0 ? rest : rest.substring(0, question);
    int slash = rest.indexOf('/');
    String database = slash < 0 ? "" : rest.substring(slash + 1);
    String server = slash < 0 ? rest : rest.substring(0, slash);
    return server(text, server.substring(server.lastIndexOf('@') + 1), database, query);
  }

  private static WireTarget server(String text, String server, String database, String query) {
    if (server.isBlank()) {
      throw new IllegalArgumentException("\"" + text + "\" names no server" + FORMS);
    }
    if (server.contains(",")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" names several servers; open one recorder for each of them");
    }
    int bracket = server.lastIndexOf(']');
    int colon = server.indexOf(':', Math.max(0, bracket));
    if (bracket < 0 && colon != server.lastIndexOf(':')) {
      throw new IllegalArgumentException(
          "\"" + text + "\" holds an IPv6 address without brackets; write [" + server + "]:5432");
    }
    String host = colon < 0 ? server : server.substring(0, colon);
    String port = colon < 0 ? "" + DEFAULT_PORT : server.substring(colon + 1);
    try {
      return new WireTarget(
          host.replaceAll("[\\[\\]]", ""), Integer.parseInt(port), database, query);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + port + "\" in \"" + text + "\" is not a port number" + FORMS, e);
    }
  }

  /** Returns {@code host:port}, with brackets around an IPv6 address. */
  public String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
