package dev.postgreswire.agent.cli;

import dev.postgreswire.report.Exports;
import dev.postgreswire.report.HtmlReport;
import dev.postgreswire.report.capture.CaptureSummary;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a page of a capture. */
@Command(
    name = "report",
    header = "Make a page for a browser of a capture of packets.",
    description = {
      "Writes one file that needs nothing else: exchanges, messages, fields and bytes, with a"
          + " filter. Passwords and keys are masked; what else was said is in it.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {
      "",
      "Example:",
      "  java -jar postgres-wire-agent.jar report session.pcapng --html session.html"
    })
final class ReportCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private CaptureInput input;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      required = true,
      description = "Where to write the page. '-' is standard output.")
  private String html;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "What the page is called. Default: the capture's name.")
  private String title;

  ReportCommand() {}

  @Override
  public void run() {
    HtmlReport page = HtmlReport.create().title(title == null ? input.name() : title);
    try (Exports exports = Exports.begin().add(page, html).open()) {
      CaptureSummary summary = input.readTo(exports);
      exports.finish();
      CaptureText.printFaults(summary, spec.commandLine().getErr());
    } catch (IOException e) {
      throw new Failure("--html: " + Failure.reason(e), e);
    }
  }
}
