package dev.postgreswire.benchmarks.decode;

import dev.postgreswire.benchmarks.Options;
import dev.postgreswire.benchmarks.measure.Comparison;
import dev.postgreswire.benchmarks.measure.Results;
import dev.postgreswire.benchmarks.measure.Rounds;
import dev.postgreswire.benchmarks.measure.Unit;
import dev.postgreswire.benchmarks.measure.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Decoding, ours and other people's, of the same bytes. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    defaultValueProvider = DecodeCommand.FewRounds.class,
    description = {
      "Decodes the same bytes: a session of short transactions and a large result.",
      "codec: ours, what the server said, beside r2dbc-postgresql's BackendMessageDecoder and npm's"
          + " pg-protocol. capture: ours, both sides out of a pcapng file, beside tshark."
          + " recorded: ours, both sides, as a test's recorder keeps them."
    })
public final class DecodeCommand implements Callable<Integer> {
  private static final int WARM_UP = 600;
  private static final int MILLIS = 300;

  @Mixin private Options options;

  @Option(
      names = "--sessions",
      paramLabel = "FOLDER",
      defaultValue = "target/sessions",
      description = "where the recorded sessions go (default: ${DEFAULT-VALUE})")
  private Path sessions;

  @Option(names = "--only", description = "one session: oltp or bulk")
  private String only;

  @Option(names = "--level", description = "one level: ${COMPLETION-CANDIDATES}")
  private Level level;

  /** A sample has a JVM of its own, and there are many of them. */
  static final class FewRounds implements IDefaultValueProvider {
    @Override
    public String defaultValue(ArgSpec argument) {
      boolean isRounds =
          argument instanceof OptionSpec option && "--rounds".equals(option.longestName());
      return isRounds ? "3" : null;
    }
  }

  private final Map<String, Double> allocated = new LinkedHashMap<>();
  private Jmh jmh;
  private PgProtocol pgProtocol;

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(sessions);
    jmh = new Jmh(options.count(50, WARM_UP), options.count(50, MILLIS));
    pgProtocol = PgProtocol.install(sessions.resolveSibling("pg-protocol"));
    Results results = new Results("decode", "decode --rounds " + options.rounds());
    SessionRecorder recorder = new SessionRecorder(sessions);
    if (!"bulk".equals(only)) {
      compare(recorder.oltp(options.count(20, 10_000)), results);
    }
    if (!"oltp".equals(only)) {
      compare(recorder.bulk(options.count(500, 200_000)), results);
    }
    results.write(options.results());
    return 0;
  }

  private void compare(RecordedSession session, Results results) throws Exception {
    results.add(session.name(), describe(session));
    Tshark tshark = new Tshark(session);
    for (Level each : level == null ? List.of(Level.values()) : List.of(level)) {
      allocated.clear();
      String title = session.name() + ", " + each.label();
      results.add(server(title, each, session).run(options.rounds()));
      Comparison both =
          Rounds.of(title + ", both sides", Unit.MEGABYTES_PER_SECOND)
              .baseline("capture", java("capture", each, session, session.size()))
              .variant("recorded", java("recorded", each, session, session.size()))
              .variant("tshark", () -> rate(session.size(), tshark.run(each, session)))
              .run(options.rounds());
      results.add(both);
      results.add(title + ", bytes allocated per message", rounded(allocated));
    }
  }

  /** Compares those that read what the server said. */
  private Rounds server(String title, Level each, RecordedSession session) {
    long size = session.serverSize();
    Rounds rounds =
        Rounds.of(title, Unit.MEGABYTES_PER_SECOND)
            .baseline("codec", java("codec", each, session, size))
            .variant("r2dbc", java("r2dbc", each, session, size));
    return each == Level.FRAMING // which it does not offer alone
        ? rounds
        : rounds.variant(
            "pg-protocol",
            () ->
                rate(
                    size,
                    pgProtocol.run(
                        each, session, options.count(50, WARM_UP), options.count(50, MILLIS))));
  }

  private Workload java(String decoder, Level each, RecordedSession session, long size) {
    int messages = size == session.serverSize() ? session.serverMessages() : session.messages();
    return () -> {
      Jmh.Sample sample = jmh.run(decoder, each, session);
      allocated.put(decoder, sample.allocated() / messages);
      return rate(size, sample.nanos());
    };
  }

  /** Bytes in nanoseconds as megabytes in a second. */
  private static double rate(long bytes, double nanos) {
    return bytes * 1e3 / nanos;
  }

  private static Map<String, Object> describe(RecordedSession session) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("bytes of both sides", session.size());
    facts.put("messages of both sides", session.messages());
    facts.put("bytes of the server", session.serverSize());
    facts.put("messages of the server", session.serverMessages());
    return facts;
  }

  private static Map<String, String> rounded(Map<String, Double> figures) {
    Map<String, String> rounded = new LinkedHashMap<>();
    figures.forEach(
        (name, figure) -> rounded.put(name, String.format(Locale.ROOT, "%.0f", figure)));
    return rounded;
  }
}
