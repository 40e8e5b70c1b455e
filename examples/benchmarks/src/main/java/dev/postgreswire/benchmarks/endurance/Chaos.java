package dev.postgreswire.benchmarks.endurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Kills a server again and again while somebody uses it. */
final class Chaos {
  private static final int BACKENDS_PER_SERVER = 3;
  private static final int PAUSE_MILLIS = 1_500;

  private final OwnServer server;
  private final Random random;
  private final Thread thread = new Thread(this::run, "chaos");
  private volatile boolean ended;
  private volatile Throwable failure;
  private int backends;
  private int servers;

  private Chaos(OwnServer server, long seed) {
    this.server = server;
    this.random = new Random(seed);
  }

  static Chaos begin(OwnServer server, long seed) {
    Chaos chaos = new Chaos(server, seed);
    chaos.thread.start();
    return chaos;
  }

  private void run() {
    try {
      while (!ended) {
        for (int i = 0; i < BACKENDS_PER_SERVER && !ended; i++) {
          LockSupport.parkNanos(random.nextInt(PAUSE_MILLIS) * 1_000_000L);
          server.killABackend();
          backends++;
        }
        server.killAndRestart();
        servers++;
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
  }

  /** Ends it, when the server is there again. */
  void end() throws IOException {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new UncheckedIOException(new IOException("the server is gone", failure));
    }
  }

  @Override
  public String toString() {
    return backends + " backends and " + servers + " servers";
  }
}
