package dev.postgreswire.loopback;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Connects connections to the server. A name is resolved anew for each of them, as the
 * application's driver would have done; this may block, so it has a thread of its own. A numeric
 * address needs none.
 */
final class Dialer implements AutoCloseable {
  private static final long IDLE_SECONDS = 10;
  private static final long PATIENCE_MILLIS = 1000;

  private final String host;
  private final int port;
  private final String server;
  private final Resolver resolver;
  private final ExecutorService executor;
  private volatile Thread thread;

  Dialer(InetSocketAddress server, Resolver resolver, String threadName) {
    this.host = server.getHostString();
    this.port = server.getPort();
    this.server = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    this.resolver = resolver;
    ThreadPoolExecutor single =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> daemon(task, threadName));
    single.allowCoreThreadTimeOut(true);
    this.executor = single;
  }

  /** Returns {@code host:port}. */
  String server() {
    return server;
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  /** Connects {@code connection}, now or soon. */
  void dial(RelayedConnection connection) {
    if (isNumeric()) {
      resolveAndDial(connection);
      return;
    }
    try {
      executor.execute(() -> resolveAndDial(connection));
    } catch (RejectedExecutionException e) {
      connection.unreachable(e);
    }
  }

  /** Stops resolving, and waits for the thread, unless a lookup keeps it for long. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      Thread last = thread;
      if (last != null) {
        last.join(PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void resolveAndDial(RelayedConnection connection) {
    try {
      List<InetSocketAddress> addresses = new ArrayList<>();
      resolver.resolve(host).forEach(a -> addresses.add(new InetSocketAddress(a, port)));
      connection.dial(addresses);
    } catch (IOException | RuntimeException e) {
      connection.unreachable(e);
    }
  }

  private boolean isNumeric() {
    return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
  }

  private Thread daemon(Runnable task, String name) {
    thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
