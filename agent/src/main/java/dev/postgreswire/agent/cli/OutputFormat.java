package dev.postgreswire.agent.cli;

import java.util.Locale;

/** A format that a recording can be written in. */
enum OutputFormat {
  TRACE("trace.txt");

  private final String fileName;

  OutputFormat(String fileName) {
    this.fileName = fileName;
  }

  /** Returns its name within the folder of {@code --out}. */
  String fileName() {
    return fileName;
  }

  /** Returns the option that asks for it. */
  String option() {
    return "--" + name().toLowerCase(Locale.ROOT);
  }
}
