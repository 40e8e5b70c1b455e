package dev.postgreswire.benchmarks.growth;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.WireRecorderOptions;
import dev.postgreswire.WireTarget;
import dev.postgreswire.benchmarks.measure.Client;
import dev.postgreswire.benchmarks.measure.Comparison;
import dev.postgreswire.benchmarks.measure.Rounds;
import dev.postgreswire.benchmarks.measure.Unit;
import dev.postgreswire.benchmarks.measure.Workload;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** What a connection costs among few and among many, all of them open, through real sockets. */
final class Breadth {
  private static final int[] TIMES = {10, 100};
  private static final int REPEATS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Unit MICROS = new Unit("µs a connection", true);
  private static final double NANOS = 1000;

  private final TestServer server;
  private final int fewest;
  private final int rounds;

  /** Something that is done to a recorder and its connections. */
  private interface Step {
    double micros(WireRecorder recorder, List<Client> clients) throws IOException;
  }

  Breadth(TestServer server, int fewest, int rounds) {
    this.server = server;
    this.fewest = fewest;
    this.rounds = rounds;
  }

  /** A statement on each. */
  Comparison statement() throws Exception {
    return compare(
        "a statement on each",
        (recorder, clients) ->
            time(
                () -> {
                  for (Client client : clients) {
                    client.query("select 1");
                  }
                }));
  }

  /** Waits until all is in that the clients have written, and takes a snapshot. */
  Comparison snapshot() throws Exception {
    return compare("barrier and snapshot", (recorder, clients) -> time(() -> recorder.recording()));
  }

  /** The same, and decodes all connections. */
  Comparison decode() throws Exception {
    return compare(
        "first look at the statements",
        (recorder, clients) -> {
          Recording recording = recorder.recording();
          return time(recording::statements);
        });
  }

  private Comparison compare(String title, Step step) throws Exception {
    IntFunction<Workload> workload = count -> () -> measure(count, step);
    Rounds compared =
        Rounds.of("open connections: " + title, MICROS)
            .baseline(Integer.toString(fewest), workload.apply(fewest));
    for (int times : TIMES) {
      int count = fewest * times;
      compared.variant(Integer.toString(count), workload.apply(count));
    }
    return compared.run(rounds);
  }

  private double measure(int count, Step step) throws IOException {
    WireRecorderOptions options = WireRecorderOptions.defaults().withBarrierTimeout(PATIENCE);
    List<Client> clients = new ArrayList<>();
    try (WireRecorder recorder =
        WireRecorder.open(WireTarget.of(server.host(), server.port()), options)) {
      for (int i = 0; i < count; i++) {
        clients.add(Client.login(recorder.port()));
      }
      double least = Double.MAX_VALUE;
      for (int i = 0; i < REPEATS; i++) {
        least = Math.min(least, step.micros(recorder, clients) / count);
      }
      return least;
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
  }

  /** Something that may fail. */
  private interface Work {
    void run() throws IOException;
  }

  private static double time(Work work) throws IOException {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / NANOS;
  }
}
