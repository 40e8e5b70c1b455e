package dev.postgreswire.benchmarks;

import dev.postgreswire.benchmarks.decode.DecodeCommand;
import dev.postgreswire.benchmarks.endurance.Endurance;
import dev.postgreswire.benchmarks.growth.GrowthBenchmark;
import dev.postgreswire.benchmarks.jvm.JvmBenchmark;
import dev.postgreswire.benchmarks.jvm.StartBenchmark;
import dev.postgreswire.benchmarks.memory.MemoryBenchmark;
import dev.postgreswire.benchmarks.proxy.BulkBenchmark;
import dev.postgreswire.benchmarks.proxy.ConnectBenchmark;
import dev.postgreswire.benchmarks.proxy.ProxyBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks: {@code ./run NAME [options]}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "NAME",
    description = "Measures PostgresWire beside what one would take instead.",
    subcommands = {
      BulkBenchmark.class,
      ConnectBenchmark.class,
      DecodeCommand.class,
      Endurance.class,
      GrowthBenchmark.class,
      JvmBenchmark.class,
      MemoryBenchmark.class,
      ProxyBenchmark.class,
      StartBenchmark.class
    })
final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
