package dev.postgreswire.benchmarks.memory;

import dev.postgreswire.benchmarks.Options;
import dev.postgreswire.benchmarks.measure.Results;
import dev.postgreswire.benchmarks.measure.Series;
import dev.postgreswire.benchmarks.measure.Table;
import dev.postgreswire.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The memory that the recorder of a test holds for what went over the wire. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the live heap after collections, before and after a load on a real server goes"
          + " through a recorder whose window is open, and sets it against the goal: 1.2 bytes for"
          + " each byte on the wire and 40 for each message. One load after the other: a heap that"
          + " is still does not vary, so three rounds are enough."
    })
public final class MemoryBenchmark implements Callable<Integer> {
  private static final int ROUNDS = 3;

  /** So many connections at least are weighed together: a heap is never quite still. */
  private static final int TOGETHER = 50;

  private static final List<String> HEADINGS =
      List.of(
          "load",
          "of goal",
          "held, B",
          "wire, B",
          "messages",
          "B a wire byte",
          "besides, B a message",
          "counted/held");

  @Mixin private Options options;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "only the loads in whose names this is")
  private String only;

  private final List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));

  /** Something that is weighed. */
  private interface Weighing {
    Held weigh() throws Exception;
  }

  /** Measures. */
  @Override
  public Integer call() throws Exception {
    Results results = new Results("memory", "memory --rounds " + options.rounds());
    TestServer server = TestServer.v(TestServer.DEFAULT_VERSION);
    driver(results, new Scale(server));
    programs(results, new Scale(server));
    open(results, server);
    bulk(results, new Scale(server), options.count(100, 20_000));
    System.out.println(Table.of(rows));
    results.write(options.results());
    return 0;
  }

  private void driver(Results results, Scale scale) throws Exception {
    scale.warm(Driver.oltp(2, 20));
    for (int connections : options.isQuick() ? new int[] {1, 10} : new int[] {1, 10, 100, 1000}) {
      int many = options.isQuick() ? 200 : Math.max(20, 20_000 / connections);
      driver(results, scale, connections, 0);
      driver(results, scale, connections, 10);
      driver(results, scale, connections, many);
    }
    int connections = options.count(10, 100);
    add(
        results,
        "pgjdbc, " + connections + " connections, 10 statements each, would decrypt",
        () -> scale.weigh(Driver.oltp(connections, 10), 1, true));
  }

  private void driver(Results results, Scale scale, int connections, int statements)
      throws Exception {
    String title = String.format("pgjdbc, %d × %d statements", connections, statements);
    int recorders = statements > 10 ? 1 : Math.max(1, TOGETHER / connections);
    Load load = Driver.oltp(connections, statements);
    add(results, title, () -> scale.weigh(load, recorders, false));
  }

  private void programs(Results results, Scale scale) throws Exception {
    scale.warm(Programs.pgbench("simple", 1, 10));
    int each = options.count(20, 2000);
    int connections = options.count(16, 1000);
    for (String mode : List.of("simple", "prepared")) {
      Load long10 = Programs.pgbench(mode, 10, each);
      add(results, "pgbench " + mode + ", 10 × " + each, () -> scale.weigh(long10, 1, false));
      Load shorts = Programs.reconnecting(mode, connections, 5);
      add(
          results,
          "pgbench " + mode + ", " + connections + " × 5, a connection each",
          () -> scale.weigh(shorts, 1, false));
    }
  }

  private void open(Results results, TestServer server) throws Exception {
    int count = options.count(5, 80);
    for (int statements : new int[] {0, 10, 100}) {
      String title = String.format("open: %d × %d statements, with the relay", count, statements);
      add(results, title, () -> new OpenConnections(server, count, statements).weigh());
    }
  }

  private void bulk(Results results, Scale scale, int rows) throws Exception {
    rows(results, scale, "psql, rows of 100 B", rows * 5, 100);
    rows(results, scale, "psql, rows of 1 kB", rows, 1000);
    rows(results, scale, "psql, rows of 13 kB", rows / 10, 13_200);
    rows(results, scale, "psql, rows of 1 MB", rows / 1000 + 1, 1_000_000);
    Load some = Programs.times(options.count(3, 30), Programs.psql(select(rows / 100, 1000)));
    add(results, "psql, rows of 1 kB, short results", () -> scale.weigh(some, 1, false));
    String out = "copy (" + select(rows * 5, 100) + ") to stdout";
    add(results, "psql, COPY out", () -> scale.weigh(Programs.psql(out), 1, false));
    String generate = "seq -f %0100.0f 1 " + rows * 5;
    Load in =
        Programs.psql(
            "create temp table copied (line text)",
            "\\copy copied from program '" + generate + "'");
    add(results, "psql, COPY in", () -> scale.weigh(in, 1, false));
  }

  private void rows(Results results, Scale scale, String title, int rows, int width)
      throws Exception {
    Load load = Programs.psql(select(rows, width));
    add(results, title, () -> scale.weigh(load, 1, false));
  }

  private static String select(int rows, int width) {
    return "select repeat('x', " + width + ") from generate_series(1, " + rows + ")";
  }

  private void add(Results results, String title, Weighing weighing) throws Exception {
    if (!title.contains(only)) {
      return;
    }
    List<Held> all = new ArrayList<>();
    for (int i = 0; i < Math.min(ROUNDS, options.rounds()); i++) {
      all.add(weighing.weigh());
    }
    Held held =
        new Held(
            median(all, Held::heap),
            median(all, Held::counted),
            median(all, Held::wire),
            median(all, Held::messages));
    results.add(title, held.describe());
    rows.add(
        List.of(
            title,
            Held.figure(held.ofGoal()),
            Held.figure(held.heap()),
            Held.figure(held.wire()),
            Held.figure(held.messages()),
            Held.figure(held.perWireByte()),
            Held.figure(held.besidesPerMessage()),
            Held.figure(held.counted() / held.heap())));
  }

  private static double median(List<Held> all, ToDoubleFunction<Held> figure) {
    return Series.of(all.stream().mapToDouble(figure).toArray()).median();
  }
}
