package dev.postgreswire.agent.cli;

import dev.postgreswire.report.Trace;
import java.time.ZoneId;
import picocli.CommandLine.Option;

/** How the lines of a trace look. */
final class TraceStyle {
  @Option(
      names = "--regress",
      description =
          "Leave out of the trace what varies from run to run, as libpq does: OIDs, process IDs,"
              + " lengths of errors.")
  private boolean regress;

  @Option(
      names = "--with-time",
      description = "Begin each line of the trace with the time, in this machine's time zone.")
  private boolean time;

  @Option(
      names = "--with-connection",
      description = "Begin each line of the trace with the number of its connection.")
  private boolean connection;

  TraceStyle() {}

  Trace trace() {
    Trace trace = regress ? Trace.strict().regress() : Trace.strict();
    trace = connection ? trace.withConnection() : trace;
    return time ? trace.withTime(ZoneId.systemDefault()) : trace;
  }
}
