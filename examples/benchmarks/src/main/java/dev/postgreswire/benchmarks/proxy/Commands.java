package dev.postgreswire.benchmarks.proxy;

import picocli.CommandLine.Model.CommandSpec;

/** What the results say of the command that made them. */
final class Commands {
  private Commands() {}

  /** Returns a command as it was typed. */
  static String line(CommandSpec spec) {
    CommandSpec top = spec.root();
    return "./run " + String.join(" ", top.commandLine().getParseResult().originalArgs());
  }
}
