package dev.postgreswire.agent.cli;

import dev.postgreswire.agent.output.LiveOutputs;
import dev.postgreswire.agent.output.Pages;
import dev.postgreswire.report.Exports;
import dev.postgreswire.report.JsonLines;
import dev.postgreswire.report.Pcapng;
import dev.postgreswire.report.RecordingFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a proxy writes, and where to. */
final class OutputOptions {
  private static final String NOTHING_MORE =
      "; nothing more is written there, and all else goes on";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write all formats into this folder, which is made if need be: trace.txt,"
              + " messages.jsonl, recording.pcapng and recording.html. A format with an option of"
              + " its own goes where that says.")
  private Path out;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write a line a message, as libpq's PQtrace does. '-' is standard output.")
  private String trace;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write an object of JSON a line, for scripts.")
  private String json;

  @Option(
      names = "--pcapng",
      paramLabel = "FILE",
      description =
          "Write a capture for Wireshark. The TLS sessions that were decrypted can be decrypted by"
              + " whoever has the file, for their secrets are in it.")
  private String pcapng;

  @Option(
      names = "--no-tls-secrets",
      description = "Leave the secrets of TLS sessions out of the capture.")
  private boolean noTlsSecrets;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write a page for a browser, when the proxy ends. Until then 'report' makes one from the"
              + " capture.")
  private String html;

  @Mixin private TraceStyle traceStyle;
  @Mixin private FilterOption filter;

  OutputOptions() {}

  /**
   * Opens all files.
   *
   * @param title what the page is called
   * @throws ParameterException when two go to the same place
   * @throws Failure when one cannot be written
   */
  Proxy.Files open(String title, PrintWriter err) {
    try {
      if (out != null) {
        Files.createDirectories(out);
      }
      Exports.Builder exports = Exports.begin().live();
      Exports.Builder atTheEnd = Exports.begin();
      add(exports, traceStyle.trace(), place(traceStyleOrDefault(), "trace.txt"));
      add(exports, JsonLines.masked(), place(json, "messages.jsonl"));
      add(exports, capture(), place(pcapng, "recording.pcapng"));
      String page = place(html, "recording.html");
      if (page != null) {
        atTheEnd.add(Pages.begin(title), page);
      }
      LiveOutputs outputs =
          new LiveOutputs(
              List.of(exports.open(), atTheEnd.open()),
              failure -> err.println(Failure.reason(failure) + NOTHING_MORE));
      return new Proxy.Files(outputs, filter.over(outputs.listener()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (IOException e) {
      throw new Failure(Failure.reason(e), e);
    }
  }

  /** Returns where the trace goes: to standard output when nothing else was asked for. */
  private String traceStyleOrDefault() {
    boolean nothing = out == null && json == null && pcapng == null && html == null;
    return trace == null && nothing ? "-" : trace;
  }

  private String place(String given, String name) {
    return given == null && out != null ? out.resolve(name).toString() : given;
  }

  private RecordingFormat capture() {
    return noTlsSecrets ? Pcapng.masked().withoutTlsSecrets() : Pcapng.masked();
  }

  private static void add(Exports.Builder exports, RecordingFormat format, String place) {
    if (place != null) {
      exports.add(format, place);
    }
  }
}
