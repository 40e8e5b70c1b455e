package dev.postgreswire.agent.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is written where. */
final class OutputOptions {
  /** The name that stands for standard output. */
  static final String STANDARD_OUTPUT = "-";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write all formats into this folder, which is made if need be: trace.txt. A format that"
              + " has an option of its own goes where that says.")
  private Path out;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write a line a message, as libpq's PQtrace does. '-' is standard output.")
  private String trace;

  OutputOptions() {}

  /** Checks that no two formats go to the same place. */
  void check(CommandSpec spec) {
    Set<String> places = new HashSet<>();
    files()
        .forEach(
            (format, file) -> {
              if (!places.add(file)) {
                String place = file.equals(STANDARD_OUTPUT) ? "standard output" : file;
                throw new ParameterException(
                    spec.commandLine(),
                    format.option() + ": another format goes to " + place + " already");
              }
            });
  }

  /** Returns the files by their format; trace to standard output where none was asked for. */
  Map<OutputFormat, String> files() {
    Map<OutputFormat, String> files = new LinkedHashMap<>();
    for (OutputFormat format : OutputFormat.values()) {
      String file = given(format);
      if (file == null && out != null) {
        file = out.resolve(format.fileName()).toString();
      }
      if (file != null) {
        files.put(format, file);
      }
    }
    if (files.isEmpty()) {
      files.put(OutputFormat.TRACE, STANDARD_OUTPUT);
    }
    return files;
  }

  /** Opens all of them. */
  LiveOutputs open(PrintWriter err) {
    if (out != null) {
      OutputFiles.createFolder("--out", out);
    }
    List<LiveOutput> opened = new ArrayList<>();
    files()
        .forEach(
            (format, file) -> {
              Writer writer =
                  new OutputStreamWriter(
                      OutputFiles.open(format.option(), file), StandardCharsets.UTF_8);
              opened.add(new LiveOutput(file, new TraceOutput(writer), err));
            });
    return new LiveOutputs(opened);
  }

  private String given(OutputFormat format) {
    return switch (format) {
      case TRACE -> trace;
    };
  }
}
