package dev.postgreswire.agent.cli;

import dev.postgreswire.report.FormatWriter;
import dev.postgreswire.report.JsonLines;
import dev.postgreswire.report.RecordingFormat;
import dev.postgreswire.report.capture.CaptureSummary;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what is in a capture. */
@Command(
    name = "decode",
    header = "Print what a capture of packets has of PostgreSQL.",
    description = {
      "Puts the packets of each TCP connection together, decodes the messages, and prints them."
          + " What is missing in the capture is said, and never guessed at.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {
      "",
      "Examples:",
      "",
      "What is in the file, connection by connection:",
      "  java -jar postgres-wire-agent.jar decode session.pcapng --format summary",
      "",
      "Every statement that failed:",
      "  java -jar postgres-wire-agent.jar decode session.pcapng --filter error",
      "",
      "Watch a server, as packets come:",
      "  tcpdump -U -i lo -w - port 5432 |",
      "      java -jar postgres-wire-agent.jar decode -"
    })
final class DecodeCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private CaptureInput input;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "trace",
      description =
          "trace (a line a message, as libpq's PQtrace; the default), json (an object a line), or"
              + " summary (what each connection did).")
  private Format format;

  @Mixin private TraceStyle traceStyle;

  DecodeCommand() {}

  @Override
  public void run() {
    try (FormatWriter writer = format().to(new FileOutputStream(FileDescriptor.out))) {
      CaptureSummary summary = input.readTo(input.isStream() ? Flushing.after(writer) : writer);
      writer.finish();
      if (format == Format.summary) {
        CaptureText.print(summary, spec.commandLine().getOut());
      } else {
        CaptureText.printFaults(summary, spec.commandLine().getErr());
      }
    } catch (IOException e) {
      // Such as "head", which has seen enough.
      if (!isBrokenPipe(e)) {
        throw new Failure("standard output: " + Failure.reason(e), e);
      }
    }
  }

  private static boolean isBrokenPipe(IOException e) {
    return String.valueOf(e.getMessage()).contains("Broken pipe");
  }

  private RecordingFormat format() {
    return switch (format) {
      case trace -> traceStyle.trace();
      case json -> JsonLines.masked();
      case summary -> new SummaryFormat();
    };
  }

  /** As they are written on the command line. */
  private enum Format {
    trace,
    json,
    summary
  }
}
