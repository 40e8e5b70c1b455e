package dev.postgreswire.agent.route;

import dev.postgreswire.WireTarget;
import dev.postgreswire.agent.AgentLog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where PostgreSQL is: at the configured targets, where it was seen before, and at port 5432.
 *
 * <p>Safe for use by several threads.
 */
public final class Targets {
  private final List<WireTarget> configured;
  private final Set<Endpoint> known = ConcurrentHashMap.newKeySet();

  private record Endpoint(InetAddress address, int port) {}

  /** Creates one that knows the configured targets by their names. */
  public Targets(List<WireTarget> configured) {
    this.configured = List.copyOf(configured);
  }

  /** Looks the configured targets' addresses up; may block. Says which have none. */
  public void resolve() {
    for (WireTarget target : configured) {
      try {
        for (InetAddress address : InetAddress.getAllByName(target.host())) {
          learn(address, target.port());
        }
      } catch (UnknownHostException e) {
        AgentLog.say("target=" + target.address() + ": the host has no address; it is waited for");
      }
    }
  }

  /** A connection to this address has turned out to be PostgreSQL's. */
  public void learn(InetAddress address, int port) {
    known.add(new Endpoint(address, port));
  }

  /** A connection to this address has turned out to be PostgreSQL's. */
  public void learn(InetSocketAddress server) {
    learn(server.getAddress(), server.getPort());
  }

  /** Returns whether PostgreSQL is to be expected at this address. */
  public boolean contains(InetSocketAddress server) {
    return contains(server.getAddress(), server.getPort());
  }

  /** Returns whether PostgreSQL is to be expected at this address. */
  public boolean contains(InetAddress address, int port) {
    return port == WireTarget.DEFAULT_PORT
        || known.contains(new Endpoint(address, port))
        || configured.stream()
            .anyMatch(target -> target.port() == port && isNamed(address, target.host()));
  }

  /**
   * Returns {@code host:port} for people: the name where the application gave one, else the
   * address. Nothing is looked up.
   */
  public static String describe(InetAddress address, int port) {
    String name = nameOf(address);
    String host = name.isEmpty() ? address.getHostAddress() : name;
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  private static boolean isNamed(InetAddress address, String host) {
    return host.equalsIgnoreCase(nameOf(address)) || host.equals(address.getHostAddress());
  }

  /** {@code getHostName} would look it up where the application has not said it. */
  private static String nameOf(InetAddress address) {
    String text = address.toString();
    return text.substring(0, Math.max(0, text.indexOf('/')));
  }
}
