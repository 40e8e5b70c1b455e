package dev.postgreswire.benchmarks.jvm;

import dev.postgreswire.benchmarks.Options;
import dev.postgreswire.benchmarks.measure.Results;
import dev.postgreswire.benchmarks.measure.Rounds;
import dev.postgreswire.benchmarks.measure.TemporaryFolder;
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

  /** Created by the command line. */
  public StartBenchmark() {}

  @Override
  public Integer call() throws Exception {
    Results results =
        new Results(
            "start", "run " + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      for (Path home : jdks == null ? JavaHomes.all() : jdks) {
        measure(home, folder.path(), results);
      }
    }
    results.write(options.results());
    return 0;
  }

  private void measure(Path home, Path folder, Results results) throws Exception {
    String jdk = home.getFileName().toString();
    Rounds empty = rounds("-version, " + jdk, home, folder, List.of("-version"));
    results.add(empty.run(options.rounds()));
    Rounds query = rounds("one query by pgjdbc, " + jdk, home, folder, application());
    results.add(query.run(options.rounds()));
  }

  private static List<String> application() {
    String url = TestServer.current().jdbcUrl(TestRole.SCRAM, "sslmode=disable");
    return List.of("-cp", ApplicationProcess.classPath(), SmallApplication.class.getName(), url);
  }

  private static Rounds rounds(String title, Path home, Path folder, List<String> arguments) {
    String agent = "-javaagent:" + System.getProperty("agent.jar");
    return Rounds.of(title, Unit.MILLISECONDS)
        .baseline("without", start(home, folder, List.of(), arguments))
        .variant("agent", start(home, folder, List.of(agent), arguments))
        .variant("agent, tap", start(home, folder, List.of(agent + "=route=tap"), arguments))
        .variant("agent, out=", start(home, folder, List.of(agent + "=out=" + folder), arguments))
        .variant(
            "agent, tap, out=",
            start(home, folder, List.of(agent + "=route=tap,out=" + folder), arguments));
  }

  private static Workload start(
      Path home, Path folder, List<String> before, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(JavaHomes.java(home).toString());
    command.addAll(before);
    command.addAll(arguments);
    return () -> run(command, folder);
  }

  private static double run(List<String> command, Path folder)
      throws IOException, InterruptedException {
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
