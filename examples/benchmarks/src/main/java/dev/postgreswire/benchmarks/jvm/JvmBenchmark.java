package dev.postgreswire.benchmarks.jvm;

import dev.postgreswire.benchmarks.Options;
import dev.postgreswire.benchmarks.measure.Results;
import dev.postgreswire.benchmarks.measure.Rounds;
import dev.postgreswire.benchmarks.measure.TemporaryFolder;
import dev.postgreswire.benchmarks.measure.Unit;
import dev.postgreswire.benchmarks.measure.Workload;
import dev.postgreswire.benchmarks.proxy.HaProxy;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
  /** The part of a measurement's round trips that a new connection has before it. */
  private static final int SETTLING = 8;

  private static final int WARM_UP_BULK = 3;

  private static final double BULK_BYTES = (double) Load.BULK_ROWS * Load.VALUE_SIZE;

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
      names = "--agent-jar",
      paramLabel = "LABEL=FILE",
      description = "measure the agent of another version, too; may be repeated")
  private Map<String, Path> otherAgents = Map.of();

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "15",
      description =
          "measurements in each JVM that do not count, until its compiler has settled"
              + " (default: ${DEFAULT-VALUE})")
  private int warmUp;

  @Option(
      names = "--times",
      defaultValue = "4000",
      description = "round trips in a measurement (default: ${DEFAULT-VALUE})")
  private int times;

  @Override
  public Integer call() throws Exception {
    if (pinned) {
      Pinning.toOneCore();
    }
    String name = "jvm" + (tls ? "-tls" : "") + (pinned ? "-pinned" : "");
    Results results =
        new Results(
            name, "run " + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
    Map<String, ApplicationProcess> applications = new LinkedHashMap<>();
    try (TemporaryFolder folder = TemporaryFolder.create();
        HaProxy proxy = HaProxy.start(TestServer.current().port())) {
      try {
        for (Variant variant : wanted()) {
          Path own = Files.createDirectory(folder.path().resolve("" + applications.size()));
          applications.put(variant.name(), start(variant, own, proxy));
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
    List<Variant> wanted = new ArrayList<>();
    for (Variant variant : Variant.all()) {
      if (only == null
          || variant.name().equals(Variant.BASELINE)
          || only.contains(variant.name())) {
        wanted.add(variant);
        if (variant.hasAgent()) {
          otherAgents.forEach((label, jar) -> wanted.add(variant.with(label, jar)));
        }
      }
    }
    return wanted;
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
    boolean bulk = load == Load.BULK;
    for (int count : bulk ? List.of(1) : threads) {
      int each = bulk ? 1 : Math.max(1, options.count(10, times) / count / load.weight());
      warmUp(load, each, count, applications.values());
      results.add(rounds(load, each, count, applications).run(options.rounds()));
    }
  }

  /** All variants are warmed up by as many operations, in the way in which they are measured. */
  private void warmUp(Load load, int each, int count, Collection<ApplicationProcess> applications)
      throws IOException {
    int measurements = options.count(1, load == Load.BULK ? WARM_UP_BULK : warmUp);
    for (ApplicationProcess application : applications) {
      for (int i = 0; i < measurements; i++) {
        application.measure(load, 0, each, count);
      }
    }
  }

  private Rounds rounds(
      Load load, int each, int count, Map<String, ApplicationProcess> applications) {
    boolean bulk = load == Load.BULK;
    Unit unit = bulk ? Unit.MEGABYTES_PER_SECOND : Unit.MICROSECONDS;
    Rounds rounds = Rounds.of(title(load, count), unit);
    applications.forEach(
        (name, application) ->
            add(
                rounds,
                name,
                () -> {
                  double nanos = application.measure(load, bulk ? 0 : each / SETTLING, each, count);
                  return bulk ? BULK_BYTES * NANOS_IN_MICRO / nanos : nanos / NANOS_IN_MICRO;
                }));
    return rounds;
  }

  private static String title(Load load, int count) {
    return load == Load.BULK
        ? "a result of 100 MB"
        : load.word() + ", " + count + (count == 1 ? " thread" : " threads");
  }

  private static void add(Rounds rounds, String name, Workload workload) {
    if (name.equals(Variant.BASELINE)) {
      rounds.baseline(name, workload);
    } else {
      rounds.variant(name, workload);
    }
  }
}
