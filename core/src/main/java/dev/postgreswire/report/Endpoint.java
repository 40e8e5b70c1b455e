package dev.postgreswire.report;

import dev.postgreswire.wire.Bytes;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An end of a TCP connection in a capture.
 *
 * @param address 4 bytes, or 16 for IPv6
 * @param port its port
 */
record Endpoint(Bytes address, int port) {
  private static final int POSTGRES = 5432;

  /** TEST-NET-1 (RFC 5737). */
  private static final String SERVERS = "192.0.2.";

  /** TEST-NET-2 (RFC 5737). */
  private static final String CLIENTS = "198.51.100.";

  private static final Bytes MAPPED = Bytes.ofHex("00000000000000000000ffff");

  private static final int FIRST_PORT = 49152;
  private static final int PORTS = 16384;
  private static final int HOSTS = 254;

  /**
   * The two ends of a connection.
   *
   * @param client the client
   * @param server the server
   * @param remark which of the addresses stand in for ones that are not known; empty for none
   */
  record Pair(Endpoint client, Endpoint server, String remark) {}

  /** Returns the ends of a connection, of which perhaps only names are known, or nothing at all. */
  static Pair pair(int connection, String server, String client) {
    Bytes serverAddress = address(host(server));
    Bytes clientAddress = address(host(client));
    StringBuilder remark = new StringBuilder();
    if (serverAddress == null) {
      int number = 1 + Math.floorMod(host(server).hashCode(), HOSTS);
      serverAddress = address(SERVERS + number);
      remark.append("the address ").append(SERVERS).append(number);
      remark.append(" stands in for the server ").append(host(server)).append("; ");
    }
    int port = port(client, 0);
    if (clientAddress == null || port == 0) {
      int number = 1 + Math.floorMod(connection / PORTS, HOSTS);
      clientAddress = address(CLIENTS + number);
      port = FIRST_PORT + connection % PORTS;
      remark.append("the address ").append(CLIENTS).append(number).append(':').append(port);
      remark.append(" stands in for the client's, which is not known; ");
    }
    int length = Math.max(serverAddress.length(), clientAddress.length());
    return new Pair(
        new Endpoint(of(length, clientAddress), port),
        new Endpoint(of(length, serverAddress), port(server, POSTGRES)),
        remark.toString());
  }

  /** Returns an address of {@code length} bytes: IPv4 within IPv6 is {@code ::ffff:a.b.c.d}. */
  private static Bytes of(int length, Bytes address) {
    return address.length() == length ? address : MAPPED.plus(address);
  }

  private static String host(String address) {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? address : address.substring(0, colon);
    return host.replaceAll("[\\[\\]]", "").replaceAll("%.*", "");
  }

  private static int port(String address, int otherwise) {
    String digits = address.substring(address.lastIndexOf(':') + 1);
    if (!digits.matches("\\d{1,5}")) {
      return otherwise;
    }
    int port = Integer.parseInt(digits);
    return port > 0 && port <= 0xFFFF ? port : otherwise;
  }

  /** Returns the bytes of an address; null for a name, which is looked up nowhere. */
  private static Bytes address(String host) {
    if (host.equals("localhost")) {
      return Bytes.of(new byte[] {127, 0, 0, 1});
    }
    if (!host.matches("\\d+(\\.\\d+){3}") && !host.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return null;
    }
    try {
      return Bytes.wrap(InetAddress.getByName(host).getAddress());
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Returns whether it has an address of IPv4. */
  boolean isIpv4() {
    return address.length() == 4;
  }
}
