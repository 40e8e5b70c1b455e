package dev.postgreswire.benchmarks.proxy;

import dev.postgreswire.benchmarks.Options;
import dev.postgreswire.benchmarks.measure.Results;
import dev.postgreswire.benchmarks.measure.Rounds;
import dev.postgreswire.benchmarks.measure.Unit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a round trip costs through a proxy. */
@Command(
    name = "proxy",
    mixinStandardHelpOptions = true,
    description = "Round trips: our proxy, HAProxy and pgbouncer, with pgbench as the load.")
public final class ProxyBenchmark implements Callable<Integer> {
  /** How many queries one figure comes from where there is one client, about. */
  private static final int QUERIES = 6000;

  /** With several clients, all together: each has to do more than to begin. */
  private static final int QUERIES_OF_MANY = 16_000;

  /** And each of them so many at least: 64 connections take a second to find their stride. */
  private static final int QUERIES_OF_EACH = 1_000;

  private static final int QUICK_QUERIES = 64;

  /** Figures that do not count, of each proxy in Java: the first of a run, and of each table. */
  private static final int FIRST_WARM_UPS = 40;

  private static final int WARM_UPS = 10;

  @Spec private CommandSpec spec;
  @Mixin private Options options;

  @Option(
      names = "--pinned",
      description = "server, proxies and load share one core: steadier, and none waits for another")
  private boolean pinned;

  @Option(
      names = "--modes",
      split = ",",
      paramLabel = "MODE",
      defaultValue = "PREPARED,SIMPLE,PIPELINED",
      description = "of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private List<PgBench.Mode> modes;

  @Option(
      names = "--connections",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,8,64",
      description = "how many at a time (default: ${DEFAULT-VALUE})")
  private List<Integer> connections;

  /** Created by the command line. */
  public ProxyBenchmark() {}

  @Override
  public Integer call() throws Exception {
    Tool tool = new Tool(pinned);
    PgBench load = new PgBench(tool);
    String name = pinned ? "proxy-pinned" : "proxy";
    Results results = new Results(name, Commands.line(spec));
    try (Routes routes = Routes.open(tool)) {
      int warmUps = FIRST_WARM_UPS;
      for (PgBench.Mode mode : modes) {
        for (int clients : connections) {
          int each = each(mode, clients);
          Routes.Load trips = route -> load.roundTrip(route, mode, clients, each);
          routes.warmUp(trips, options.count(0, warmUps));
          warmUps = WARM_UPS;
          Rounds rounds = Rounds.of(title(mode, clients), Unit.MICROSECONDS);
          results.add(routes.in(rounds, trips).run(options.rounds()));
        }
      }
    }
    results.write(options.results());
    return 0;
  }

  /** Returns how many round trips each client makes. */
  private int each(PgBench.Mode mode, int clients) {
    int ofMany = Math.max(QUERIES_OF_MANY, QUERIES_OF_EACH * clients);
    int queries = options.count(QUICK_QUERIES, clients == 1 ? QUERIES : ofMany);
    // Ten queries in one trip take less time than ten trips; so there are half as many trips only.
    int trips = mode == PgBench.Mode.PIPELINED ? queries / 2 : queries;
    return Math.max(1, trips / clients);
  }

  private static String title(PgBench.Mode mode, int clients) {
    return mode.name().toLowerCase(Locale.ROOT) + " × " + clients;
  }
}
