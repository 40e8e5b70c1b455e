package dev.postgreswire.benchmarks.jvm;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An application in a JVM of its own, which does what it is told by its standard input, a line
 * each: {@code LOAD SETTLING TIMES THREADS}. It answers with the nanoseconds that one run of the
 * load took in the mean, after some that do not count. Its end is that of the input.
 *
 * <p>Each measurement has connections of its own: on which core a server's process comes to be is a
 * matter of luck, which has to be tried anew.
 */
public final class Application {
  private final String url;
  private final Recording recording;
  private final Wrapper wrapper;

  private Application(String url, Recording recording, Wrapper wrapper) {
    this.url = url;
    this.recording = recording;
    this.wrapper = wrapper;
  }

  /** Runs it: URL, {@link Recording}, {@link Wrapper}. */
  public static void main(String[] arguments) throws Exception {
    Application application =
        new Application(
            arguments[0], Recording.valueOf(arguments[1]), Wrapper.valueOf(arguments[2]));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", -1);
      Load load = Load.valueOf(words[0].toUpperCase(Locale.ROOT));
      System.out.println(
          application.measure(
              load,
              Integer.parseInt(words[1]),
              Integer.parseInt(words[2]),
              Integer.parseInt(words[3])));
    }
  }

  private double measure(Load load, int settling, int times, int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Recording.Session session = recording.begin(url)) {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<Long>> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        Callable<Long> task =
            () -> run(session.url() + load.parameters(), load, settling, times, start);
        running.add(pool.submit(task));
      }
      long nanos = 0;
      for (Future<Long> each : running) {
        nanos += each.get();
      }
      return (double) nanos / times / threads;
    } finally {
      pool.shutdown();
      wrapper.forget();
    }
  }

  private long run(String there, Load load, int settling, int times, CyclicBarrier start)
      throws Exception {
    try (Connection connection = wrapper.connect(there)) {
      load.prepare(connection);
      load.run(connection, settling);
      start.await();
      long began = System.nanoTime();
      load.run(connection, times);
      return System.nanoTime() - began;
    }
  }
}
