package dev.postgreswire.benchmarks.proxy;

import dev.postgreswire.benchmarks.Options;
import dev.postgreswire.benchmarks.measure.Results;
import dev.postgreswire.benchmarks.measure.Rounds;
import dev.postgreswire.benchmarks.measure.Unit;
import dev.postgreswire.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How fast much data goes through a proxy. */
@Command(
    name = "bulk",
    mixinStandardHelpOptions = true,
    description = "100 MB of result, COPY out and COPY in, through the same as in 'proxy'.")
public final class BulkBenchmark implements Callable<Integer> {
  private static final int LINE = 1000;
  private static final int LINES = 100_000;
  private static final String TABLE = "benchmark_bulk";

  @Spec private CommandSpec spec;
  @Mixin private Options options;

  /** Created by the command line. */
  public BulkBenchmark() {}

  @Override
  public Integer call() throws Exception {
    Tool tool = new Tool(false);
    int lines = options.count(100, LINES);
    Psql load = new Psql(tool, lines * (LINE + 1.0) / 1e6);
    String select = "select repeat('x', %d) from generate_series(1, %d)".formatted(LINE, lines);
    Path file = Files.createTempFile("postgres-wire-benchmark", ".copy");
    Results results = new Results("bulk", Commands.line(spec));
    TestServer.current().execute("create unlogged table " + TABLE + " (line text)");
    try (Routes routes = Routes.open(tool)) {
      Files.writeString(file, ("x".repeat(LINE) + "\n").repeat(lines));
      compare(results, routes, "result", route -> load.rate(route, "\\o /dev/null", select));
      String out = "\\copy (" + select + ") to '/dev/null'";
      compare(results, routes, "COPY out", route -> load.rate(route, "", out));
      String in = "\\copy " + TABLE + " from '" + file + "'";
      compare(results, routes, "COPY in", route -> load.rate(route, "truncate " + TABLE, in));
    } finally {
      TestServer.current().execute("drop table " + TABLE);
      Files.delete(file);
    }
    results.write(options.results());
    return 0;
  }

  private void compare(Results results, Routes routes, String title, Routes.Load load)
      throws Exception {
    Rounds rounds = Rounds.of(title, Unit.MEGABYTES_PER_SECOND);
    results.add(routes.in(rounds, load).run(options.rounds()));
  }
}
