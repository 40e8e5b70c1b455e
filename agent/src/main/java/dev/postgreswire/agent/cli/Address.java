package dev.postgreswire.agent.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A host and a port, as they stand on the command line.
 *
 * @param host a name or an address, without brackets
 * @param port 0 to 65535
 */
record Address(String host, int port) {
  /**
   * Reads {@code HOST:PORT} or {@code [IPV6]:PORT}.
   *
   * @throws IllegalArgumentException when it is something else; the message says what to write
   */
  static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is ambiguous: write an IPv6 address in brackets, such as [::1]:5433");
    }
    if (host.isEmpty()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not HOST:PORT: write for example 127.0.0.1:5433");
    }
    return new Address(host, port(text, text.substring(colon + 1)));
  }

  private static int port(String text, String digits) {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is too large.
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" has no port within 0 to 65535 behind the colon");
  }

  /** Looks the host up. */
  InetSocketAddress resolve() throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  /** Returns {@code host:port}, an IPv6 address in brackets. */
  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
