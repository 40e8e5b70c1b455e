package dev.postgreswire.benchmarks.endurance;

import dev.postgreswire.benchmarks.measure.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The endurance run: exit status 0 when nothing is lost, nothing leaks, and all can be read. */
@Command(
    name = "endurance",
    mixinStandardHelpOptions = true,
    description = {
      "Wears out the proxy, the endpoint, and the agent by both routes: pgbench, connection churn,"
          + " cancels, COPY, errors, slow readers, TLS; then resets at random points and kill -9 of"
          + " backends and of the server. Afterwards bytes in are bytes recorded and bytes out; no"
          + " thread, descriptor or memory has leaked; all recordings can be read."
    })
public final class Endurance implements Callable<Integer> {
  private static final double SECONDS_PER_MINUTE = 60;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "1",
      description = "for how long there is load, in all (default: ${DEFAULT-VALUE})")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of all that is left to chance (default: another one each time)")
  private long seed = new Random().nextInt(Integer.MAX_VALUE);

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      defaultValue = "target/results",
      description = "where the JSON goes (default: ${DEFAULT-VALUE})")
  private Path results;

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      defaultValue = "target/endurance",
      description = "where recordings and the server go (default: ${DEFAULT-VALUE})")
  private Path work;

  /** Runs it. */
  @Override
  public Integer call() throws IOException {
    Results written =
        new Results("endurance", "endurance --minutes " + minutes + " --seed " + seed);
    written.add("seed", seed);
    Path folder = Files.createTempDirectory(Files.createDirectories(work), "run").toAbsolutePath();
    List<String> faults = new ArrayList<>();
    try (OwnServer server = OwnServer.start(folder.resolve("server"))) {
      PgBench.initialize(server.address());
      for (Trial.Kind kind : Trial.Kind.values()) {
        Path own = Files.createDirectories(folder.resolve(kind.name().toLowerCase(Locale.ROOT)));
        Trial trial = new Trial(kind, server, own, seed);
        trial.run(share());
        written.add(kind.title(), trial.facts());
        trial.faults().forEach(fault -> faults.add(kind.title() + ": " + fault));
        if (trial.faults().isEmpty()) {
          delete(own); // half an hour of it takes gigabytes
        }
      }
    }
    written.add("faults", faults);
    written.write(results);
    return faults.isEmpty() ? 0 : 1;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private Duration share() {
    long millis = (long) (minutes * SECONDS_PER_MINUTE * 1000 / Trial.Kind.values().length);
    return Duration.ofMillis(millis);
  }
}
