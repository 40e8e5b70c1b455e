package dev.postgreswire.benchmarks.proxy;

import java.io.IOException;

/** HAProxy in TCP mode before one server, for a benchmark that compares other things with it. */
public final class HaProxy implements AutoCloseable {
  private final Route route;

  private HaProxy(Route route) {
    this.route = route;
  }

  /**
   * Starts one, and returns when it listens. It has a thread for each core that this process may
   * use.
   *
   * @param server the server's port on this machine
   */
  public static HaProxy start(int server) throws IOException {
    return new HaProxy(Route.haProxy(new Tool(false), server));
  }

  /** Returns where it listens. */
  public int port() {
    return route.port();
  }

  @Override
  public void close() throws IOException {
    route.close();
  }
}
