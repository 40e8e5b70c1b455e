package dev.postgreswire.benchmarks.jvm;

import dev.postgreswire.benchmarks.Options;
import dev.postgreswire.benchmarks.measure.Results;
import dev.postgreswire.benchmarks.measure.Rounds;
import dev.postgreswire.benchmarks.measure.Unit;
import dev.postgreswire.benchmarks.measure.Workload;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long a JVM takes from its start to its end, with the agent and without. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "The time that -javaagent adds to a JVM's start, on several JDKs.")
public final class StartBenchmark implements Callable<Integer> {
  private static final double NANOS_IN_MILLI = 1e6;

  @Mixin private Options options;
  @Spec private CommandSpec spec;

  @Option(
      names = "--jdk",
      paramLabel = "HOME",
      description = "a JDK; may be repeated (default: those in /usr/lib/jvm)")
  private List<Path> jdks;

  private final Path folder;

  /** Creates one. */
  public StartBenchmark() throws IOException {
    folder = Files.createTempDirectory("postgres-wire-start");
  }

  @Override
  public Integer call() throws Exception {
    Results results =
        new Results(
            "start", "run " + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
    for (Path home : jdks == null ? JavaHomes.all() : jdks) {
      String jdk = home.getFileName().toString();
      results.add(rounds("-version, " + jdk, home, List.of("-version")).run(options.rounds()));
      results.add(rounds("one query by pgjdbc, " + jdk, home, application()).run(options.rounds()));
    }
    results.write(options.results());
    return 0;
  }

  private static List<String> application() {
    String url = TestServer.current().jdbcUrl(TestRole.SCRAM, "sslmode=disable");
    return List.of("-cp", ApplicationProcess.classPath(), SmallApplication.class.getName(), url);
  }

  private Rounds rounds(String title, Path home, List<String> arguments) {
    String agent = "-javaagent:" + System.getProperty("agent.jar");
    return Rounds.of(title, Unit.MILLISECONDS)
        .baseline("without", start(home, List.of(), arguments))
        .variant("agent", start(home, List.of(agent), arguments))
        .variant("agent, tap", start(home, List.of(agent + "=route=tap"), arguments))
        .variant("agent, out=", start(home, List.of(agent + "=out=" + folder), arguments))
        .variant(
            "agent, tap, out=",
            start(home, List.of(agent + "=route=tap,out=" + folder), arguments));
  }

  private Workload start(Path home, List<String> before, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(JavaHomes.java(home).toString());
    command.addAll(before);
    command.addAll(arguments);
    return () -> run(command);
  }

  private double run(List<String> command) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(said.toFile()))
            .start();
    int status = process.waitFor();
    long nanos = System.nanoTime() - began;
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + Files.readString(said));
    }
    return nanos / NANOS_IN_MILLI;
  }
}
