package dev.postgreswire.agent.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script by which bash and zsh complete verbs, options and file names. */
@Command(
    name = "generate-completion",
    header = "Print a script for completion in bash and zsh.",
    description =
        "A shell completes the name of a command, so the jar gets one first, such as by an alias.",
    footer = {
      "",
      "Put into ~/.bashrc or ~/.zshrc:",
      "  alias postgres-wire='java -jar /path/to/postgres-wire-agent.jar'",
      "  source <(java -jar /path/to/postgres-wire-agent.jar generate-completion)",
      "and then:",
      "  postgres-wire pr<TAB> --ser<TAB>"
    })
final class CompletionCommand implements Runnable {
  /** The command that is completed. */
  private static final String ALIAS = "postgres-wire";

  @Spec private CommandSpec spec;

  CompletionCommand() {}

  @Override
  public void run() {
    spec.commandLine().getOut().print(AutoComplete.bash(ALIAS, spec.root().commandLine()));
    spec.commandLine().getOut().flush();
  }
}
