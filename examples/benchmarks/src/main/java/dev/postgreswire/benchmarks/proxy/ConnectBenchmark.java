package dev.postgreswire.benchmarks.proxy;

import dev.postgreswire.benchmarks.Options;
import dev.postgreswire.benchmarks.measure.Results;
import dev.postgreswire.benchmarks.measure.Rounds;
import dev.postgreswire.benchmarks.measure.Unit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What it costs to connect through a proxy. */
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    description = "Connections a second, and 500 at once, through the same as in 'proxy'.")
public final class ConnectBenchmark implements Callable<Integer> {
  private static final int CLIENTS = 8;
  private static final int EACH = 50;
  private static final int AT_ONCE = 500;

  /** Of code that runs once a connection, 1,600 leave much interpreted. */
  private static final int WARM_UPS = 20;

  @Spec private CommandSpec spec;
  @Mixin private Options options;

  /** Created by the command line. */
  public ConnectBenchmark() {}

  @Override
  public Integer call() throws Exception {
    Tool tool = new Tool(false);
    PgBench load = new PgBench(tool);
    Results results = new Results("connect", Commands.line(spec));
    int each = options.count(2, EACH);
    int many = options.count(20, AT_ONCE);
    try (Routes routes = Routes.open(tool)) {
      Routes.Load churn = route -> load.connections(route, CLIENTS, each);
      routes.warmUp(churn, options.count(0, WARM_UPS));
      Rounds rounds = Rounds.of("connections by " + CLIENTS, Unit.PER_SECOND);
      results.add(routes.in(rounds, churn).run(options.rounds()));
      Rounds crowd = Rounds.of(many + " at once", Unit.MILLISECONDS);
      results.add(routes.in(crowd, route -> load.atOnce(route, many)).run(options.rounds()));
    }
    results.write(options.results());
    return 0;
  }
}
