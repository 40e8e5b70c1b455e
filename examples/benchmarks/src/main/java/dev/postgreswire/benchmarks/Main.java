package dev.postgreswire.benchmarks;

import dev.postgreswire.benchmarks.decode.DecodeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks: {@code ./run NAME [options]}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "NAME",
    description = "Measures PostgresWire beside what one would take instead.",
    subcommands = {DecodeCommand.class})
final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
