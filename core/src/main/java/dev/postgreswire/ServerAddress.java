package dev.postgreswire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Recognizes one server by the addresses that connections name, which are not always written as the
 * server's target is: {@code localhost:5432}, {@code 127.0.0.1:5432}, {@code [::1]:5432}.
 */
final class ServerAddress implements Predicate<String> {
  private final WireTarget server;
  private final List<InetAddress> addresses;
  private final Map<String, Boolean> seen = new ConcurrentHashMap<>();

  /** Looks up the addresses that the server's name has now. */
  ServerAddress(WireTarget server) {
    this.server = server;
    this.addresses = addresses(server.host());
  }

  @Override
  public boolean test(String address) {
    return seen.computeIfAbsent(address, this::isServer);
  }

  private boolean isServer(String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 0 || !address.substring(colon + 1).equals("" + server.port())) {
      return false;
    }
    String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
    return host.equalsIgnoreCase(server.host())
        || addresses(host).stream().anyMatch(this::isServer);
  }

  private boolean isServer(InetAddress address) {
    boolean here = addresses.stream().anyMatch(InetAddress::isLoopbackAddress);
    return addresses.contains(address) || (here && address.isLoopbackAddress());
  }

  private static List<InetAddress> addresses(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }
}
