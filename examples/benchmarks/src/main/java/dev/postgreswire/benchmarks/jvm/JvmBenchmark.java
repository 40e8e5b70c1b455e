package dev.postgreswire.benchmarks.jvm;

import dev.postgreswire.benchmarks.Options;
import dev.postgreswire.benchmarks.measure.Results;
import dev.postgreswire.benchmarks.measure.Rounds;
import dev.postgreswire.benchmarks.measure.Unit;
import dev.postgreswire.benchmarks.measure.Workload;
import dev.postgreswire.benchmarks.proxy.HaProxy;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Round trips of pgjdbc within one JVM, recorded in all the ways there are. */
@Command(
    name = "jvm",
    mixinStandardHelpOptions = true,
    description = "Round trips within one JVM: tap, loopback, endpoint, p6spy, datasource-proxy.")
public final class JvmBenchmark implements Callable<Integer> {
  /** Until the JVM's compiler has settled. */
  private static final int WARM_UP = 15_000;

  private static final double NANOS_IN_MICRO = 1e3;

  @Mixin private Options options;
  @Spec private CommandSpec spec;

  @Option(names = "--pinned", description = "server and clients share one core")
  private boolean pinned;

  @Option(names = "--tls", description = "with sslmode=require")
  private boolean tls;

  @Option(
      names = "--threads",
      split = ",",
      defaultValue = "1,8",
      description = "threads with a connection each (default: ${DEFAULT-VALUE})")
  private List<Integer> threads;

  @Option(
      names = "--loads",
      split = ",",
      defaultValue = "PREPARED,SIMPLE,BATCH,BULK",
      description = "of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private List<Load> loads;

  @Option(
      names = "--only",
      split = ";",
      description = "variants to measure beside the baseline, by their names (default: all)")
  private List<String> only;

  @Option(
      names = "--times",
      defaultValue = "2000",
      description = "round trips in a measurement (default: ${DEFAULT-VALUE})")
  private int times;

  @Override
  public Integer call() throws Exception {
    if (pinned) {
      Pinning.toOneCore();
    }
    Path folder = Files.createTempDirectory("postgres-wire-jvm");
    String name = "jvm" + (tls ? "-tls" : "") + (pinned ? "-pinned" : "");
    Results results =
        new Results(
            name, "run " + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
    Map<String, ApplicationProcess> applications = new LinkedHashMap<>();
    try (HaProxy proxy = HaProxy.start(TestServer.current().port())) {
      try {
        for (Variant variant : wanted()) {
          applications.put(variant.name(), start(variant, folder, proxy));
        }
        for (Load load : loads) {
          measure(load, applications, results);
        }
      } finally {
        for (ApplicationProcess each : applications.values()) {
          each.close();
        }
      }
    }
    results.write(options.results());
    return 0;
  }

  private List<Variant> wanted() {
    return Variant.all().stream()
        .filter(
            variant ->
                only == null
                    || variant.name().equals(Variant.BASELINE)
                    || only.contains(variant.name()))
        .toList();
  }

  private ApplicationProcess start(Variant variant, Path folder, HaProxy proxy) throws IOException {
    TestServer server = TestServer.current();
    String url =
        server.jdbcUrl(
            "127.0.0.1",
            variant.byProxy() ? proxy.port() : server.port(),
            TestRole.SCRAM,
            "sslmode=" + (tls ? "require" : "disable"));
    return ApplicationProcess.start(variant, folder, url);
  }

  private void measure(Load load, Map<String, ApplicationProcess> applications, Results results)
      throws Exception {
    if (load == Load.BULK) {
      results.add(bulk(applications).run(options.rounds()));
      return;
    }
    for (ApplicationProcess each : applications.values()) {
      each.measure(load, options.count(10, WARM_UP / (load == Load.BATCH ? 10 : 1)), 1);
    }
    for (int count : threads) {
      results.add(roundTrips(load, count, applications).run(options.rounds()));
    }
  }

  private Rounds roundTrips(Load load, int count, Map<String, ApplicationProcess> applications) {
    int each = Math.max(1, options.count(10, times) / count / (load == Load.BATCH ? 5 : 1));
    Rounds rounds =
        Rounds.of(
            load.word() + ", " + count + (count == 1 ? " thread" : " threads"), Unit.MICROSECONDS);
    applications.forEach(
        (name, application) ->
            add(rounds, name, () -> application.measure(load, each, count) / NANOS_IN_MICRO));
    return rounds;
  }

  private Rounds bulk(Map<String, ApplicationProcess> applications) {
    Rounds rounds = Rounds.of("a result of 100 MB", Unit.MEGABYTES_PER_SECOND);
    double bytes = (double) Load.BULK_ROWS * Load.VALUE_SIZE;
    applications.forEach(
        (name, application) ->
            add(rounds, name, () -> bytes * NANOS_IN_MICRO / application.measure(Load.BULK, 1, 1)));
    return rounds;
  }

  private static void add(Rounds rounds, String name, Workload workload) {
    if (name.equals(Variant.BASELINE)) {
      rounds.baseline(name, workload);
    } else {
      rounds.variant(name, workload);
    }
  }
}
