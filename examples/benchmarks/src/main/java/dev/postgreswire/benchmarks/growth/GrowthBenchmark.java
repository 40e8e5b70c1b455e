package dev.postgreswire.benchmarks.growth;

import dev.postgreswire.benchmarks.Options;
import dev.postgreswire.benchmarks.measure.Results;
import dev.postgreswire.benchmarks.measure.Table;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.report.HtmlReport;
import dev.postgreswire.report.JsonLines;
import dev.postgreswire.report.Pcapng;
import dev.postgreswire.report.Trace;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the costs of a recording grow with its messages and connections. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description = {
      "Ten and a hundred times the messages, and the connections: what one of them costs must stay"
          + " what it was. The bytes are a real server's, said again and again; the times are of"
          + " processor time. And recordings of any length on disk, written by the proxy and read"
          + " back by decode in a small heap."
    })
public final class GrowthBenchmark implements Callable<Integer> {
  /** Processor time of one thread varies little. */
  private static final int ROUNDS = 3;

  private static final long TIGHT = 1 << 20;

  @Mixin private Options options;

  @Option(
      names = "--messages",
      paramLabel = "N",
      split = ",",
      description = "how many are recorded on disk (default: 100000,1000000; 0 for none)")
  private List<Long> messages;

  /** What there is to be measured. */
  enum Part {
    MESSAGES,
    CONNECTIONS,
    PIPELINES,
    OPEN,
    DISK
  }

  @Option(
      names = "--parts",
      paramLabel = "PART",
      split = ",",
      defaultValue = "MESSAGES,CONNECTIONS,PIPELINES,OPEN,DISK",
      description = "only some of it (default: ${DEFAULT-VALUE})")
  private Set<Part> parts;

  @Option(
      names = "--capture-only",
      description = "writes no format but the capture: all four take 700 bytes a message")
  private boolean captureOnly;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "64m",
      description = "of the processes that write it and read it (default: ${DEFAULT-VALUE})")
  private String heap;

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      defaultValue = "target/growth",
      description = "where recordings on disk go (default: ${DEFAULT-VALUE})")
  private Path work;

  /** Measures. */
  @Override
  public Integer call() throws Exception {
    Results results = new Results("growth", "growth --rounds " + options.rounds());
    TestServer server = TestServer.v(TestServer.DEFAULT_VERSION);
    if (parts.contains(Part.MESSAGES)) {
      exports(all(matrix("messages", Session.talk(server), lengths()))).into(results);
    }
    if (parts.contains(Part.CONNECTIONS)) {
      exports(all(matrix("connections", Session.talk(server), breadths()))).into(results);
    }
    if (parts.contains(Part.PIPELINES)) {
      Session transactions = Session.transactions(server);
      looks(matrix("a pipeline of transactions", transactions, lengths())).into(results);
      looks(matrix("a pipeline of errors", Session.failures(server), lengths())).into(results);
    }
    if (parts.contains(Part.OPEN)) {
      Breadth breadth = new Breadth(server, options.count(1, 2), rounds());
      results.add(breadth.statement());
      results.add(breadth.snapshot());
      results.add(breadth.decode());
    }
    if (parts.contains(Part.DISK)) {
      disk(results, server);
    }
    results.write(options.results());
    return 0;
  }

  private Matrix matrix(String title, Session session, List<Size> sizes) {
    return new Matrix(title, session, sizes, rounds());
  }

  private List<Size> lengths() {
    int shortest = options.count(100, 1000);
    return List.of(new Size(1, shortest), new Size(1, shortest * 10), new Size(1, shortest * 100));
  }

  private List<Size> breadths() {
    int few = options.count(1, 10);
    int each = options.count(50, 100);
    return List.of(new Size(few, each), new Size(few * 10, each), new Size(few * 100, each));
  }

  private int rounds() {
    return Math.min(ROUNDS, options.rounds());
  }

  private static Matrix all(Matrix matrix) throws Exception {
    return looks(matrix)
        .time("record, 1 MiB at most", Step.record(TIGHT))
        .time("snapshot", Step.snapshot())
        .time("close the window", Step.close())
        .time("statements, again", Step.useAgain(Recording::statements))
        .time("an assertion that passes", Step.passes())
        .time("an assertion that fails", Step.fails());
  }

  private static Matrix looks(Matrix matrix) throws Exception {
    return matrix
        .time("record", Step.record(Step.MUCH))
        .bytes("held", Step.held())
        .time("statements, first look", Step.use(Recording::statements))
        .time("exchanges, first look", Step.use(GrowthBenchmark::exchanges));
  }

  private static void exchanges(Recording recording) {
    recording.connections().forEach(connection -> connection.exchanges());
  }

  private static Matrix exports(Matrix matrix) throws Exception {
    return matrix
        .time("trace", Step.export(Trace.strict()))
        .time("JSON Lines", Step.export(JsonLines.masked()))
        .time("pcapng", Step.export(Pcapng.masked()))
        .time("HTML", Step.use(GrowthBenchmark::page));
  }

  private static void page(Recording recording) throws IOException {
    HtmlReport.create().add(recording).write(OutputStream.nullOutputStream());
  }

  private void disk(Results results, TestServer server) throws Exception {
    List<Long> usual =
        List.of((long) options.count(1000, 100_000), (long) options.count(10_000, 1_000_000));
    List<List<String>> rows = new ArrayList<>();
    for (long count : messages == null ? usual : messages) {
      if (count > 0) {
        Map<String, Object> facts = new Disk(server, work, heap, captureOnly).run(count);
        results.add("recording on disk, " + count, facts);
        if (rows.isEmpty()) {
          rows.add(List.copyOf(facts.keySet()));
        }
        rows.add(facts.values().stream().map(GrowthBenchmark::figure).toList());
      }
    }
    if (!rows.isEmpty()) {
      System.out.println(Table.of(rows));
    }
  }

  private static String figure(Object fact) {
    return fact instanceof Double number
        ? String.format(Locale.ROOT, "%,.0f", number)
        : fact instanceof Long number ? String.format(Locale.ROOT, "%,d", number) : "" + fact;
  }
}
