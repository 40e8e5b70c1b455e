package dev.postgreswire.agent.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The jar's main class. */
@Command(
    name = Main.NAME,
    description = {
      "Shows what a PostgreSQL client and its server really say to each other: every message of"
          + " the wire protocol, decoded, with passwords and keys masked.",
      ""
    },
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    subcommands = {
      ProxyCommand.class,
      AttachCommand.class,
      DecodeCommand.class,
      ReportCommand.class,
      CompletionCommand.class
    },
    footer = {
      "",
      "Begin with:",
      "  java -jar postgres-wire-agent.jar proxy --server localhost:5432",
      "and connect any client to the address that it prints. Each verb explains itself with"
          + " --help.",
      "",
      "Exit status: 0, or 1 with a line that says what went wrong, or 2 when the command line"
          + " was wrong."
    },
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    versionProvider = Version.class)
public final class Main implements Runnable {
  /** How help names the command. */
  static final String NAME = "java -jar postgres-wire-agent.jar";

  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs a verb, and ends this JVM with its exit status. */
  public static void main(String[] args) {
    System.exit(
        run(
            new PrintWriter(System.out, true, Charset.defaultCharset()),
            new PrintWriter(System.err, true, Charset.defaultCharset()),
            args));
  }

  /** Runs a verb, and returns its exit status. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return commandLine().setOut(out).setErr(err).execute(args);
  }

  /** Returns all verbs and options. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(Main::failed);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no verb given: write proxy, attach, decode or report");
  }

  /** What a verb throws: a line where it was foreseen, all of it where it was not. */
  private static int failed(
      Exception cause, CommandLine commandLine, CommandLine.ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    if (cause instanceof Failure) {
      err.println(cause.getMessage());
    } else {
      err.println("This is a bug of PostgresWire " + Version.read() + ":");
      cause.printStackTrace(err);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** One line: what was wrong, what may have been meant, and where to read on. */
  private static final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException cause, String[] args) {
      CommandLine commandLine = cause.getCommandLine();
      String text = cause.getMessage().strip().replaceAll("\\R\\s*", " ");
      commandLine.getErr().println(text + meant(cause) + "; see " + name(commandLine) + " --help");
      return CommandLine.ExitCode.USAGE;
    }

    private static String meant(ParameterException cause) {
      List<String> suggestions =
          cause instanceof UnmatchedArgumentException unmatched
              ? unmatched.getSuggestions()
              : List.of();
      return suggestions.isEmpty() ? "" : "; did you mean " + suggestions.get(0) + "?";
    }

    private static String name(CommandLine commandLine) {
      return Ansi.OFF.string(commandLine.getCommandSpec().qualifiedName());
    }
  }
}
