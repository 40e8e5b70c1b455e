package dev.postgreswire.benchmarks.endurance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients of all kinds at the same time. Each thread does each thing once, in an order of its own,
 * and begins again until it has done so often enough, or the time is up.
 */
final class Load {
  private static final int THREADS = 6;

  /** Rest between two actions, so that half an hour fits on a disk; in nanoseconds. */
  private static final int MOST_PAUSE = 400_000_000;

  private final List<Action> actions;
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  /** Something that a client does, and checks. */
  interface Action {
    /** Does it; what it throws besides these is a failure, whatever the weather. */
    void run(Random random) throws SQLException, IOException;

    /** Returns what it is called. */
    default String name() {
      return getClass().getSimpleName();
    }
  }

  Load(InetSocketAddress address) {
    this.actions = Actions.of(address);
  }

  /**
   * What came of it.
   *
   * @param counts how often each thing was done, and how often it was disturbed
   * @param failures what may not happen
   */
  record Outcome(Map<String, Integer> counts, List<String> failures) {}

  /**
   * Runs.
   *
   * @param seed of the order, and of all else that is left to chance
   * @param time for how long; each thing is done at least once
   * @param calm whether connections do not break, so that everything has to succeed
   */
  Outcome run(long seed, Duration time, boolean calm) {
    long end = System.nanoTime() + time.toNanos();
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(seed * THREADS + i);
      threads[i] = new Thread(() -> work(random, end, calm), "load-" + i);
      threads[i].start();
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Outcome(new TreeMap<>(counts), List.copyOf(failures));
  }

  private void work(Random random, long end, boolean calm) {
    do {
      List<Action> order = new ArrayList<>(actions);
      Collections.shuffle(order, random);
      for (Action action : order) {
        once(action, random, calm);
        LockSupport.parkNanos(random.nextInt(MOST_PAUSE));
      }
    } while (end - System.nanoTime() > 0);
  }

  private void once(Action action, Random random, boolean calm) {
    try {
      action.run(random);
      count(action.name());
    } catch (SQLException | IOException e) {
      count(action.name() + " disturbed");
      if (calm) {
        failures.add(action.name() + ": " + e);
      }
    } catch (RuntimeException | Error e) {
      failures.add(action.name() + ": " + e);
    }
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }
}
