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
  private static final int WARM_UP = 3000;
  private static final int MILLIS = 1000;

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

  @Option(
      names = "--sides",
      description = "one comparison: server (codec and others) or both (capture and tshark)")
  private String sides;

  @Option(names = "--reuse", description = "take the sessions that an earlier run has recorded")
  private boolean reuse;

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
    for (String name : only == null ? List.of("oltp", "bulk") : List.of(only)) {
      compare(session(name), results);
    }
    results.write(options.results());
    return 0;
  }

  private RecordedSession session(String name) throws Exception {
    if (reuse) {
      return RecordedSession.read(sessions, name);
    }
    SessionRecorder recorder = new SessionRecorder(sessions);
    return name.equals("bulk")
        ? recorder.bulk(options.count(500, 200_000))
        : recorder.oltp(options.count(20, 10_000));
  }

  private void compare(RecordedSession session, Results results) throws Exception {
    results.add(session.name(), describe(session));
    for (Level each : level == null ? List.of(Level.values()) : List.of(level)) {
      allocated.clear();
      String title = session.name() + ", " + each.label();
      if (!"both".equals(sides)) {
        double messages = (double) session.serverMessages() / session.serverSize();
        add(server(title, each, session).run(options.rounds()), messages, results);
      }
      if (!"server".equals(sides)) {
        double messages = (double) session.messages() / session.size();
        add(both(title + ", both sides", each, session), messages, results);
      }
      results.add(title + ", bytes allocated per message", rounded(allocated, "%.0f"));
    }
  }

  private Comparison both(String title, Level each, RecordedSession session) throws Exception {
    Tshark tshark = new Tshark(session);
    return Rounds.of(title, Unit.MEGABYTES_PER_SECOND)
        .baseline("capture", java("capture", each, session, session.size()))
        .variant("recorded", java("recorded", each, session, session.size()))
        .variant("tshark", () -> rate(session.size(), tshark.run(each, session)))
        .run(options.rounds());
  }

  /** Adds a comparison, and the same in messages, of which a byte is so many. */
  private static void add(Comparison comparison, double messages, Results results) {
    results.add(comparison);
    Map<String, Double> millions = new LinkedHashMap<>();
    comparison.series().forEach((name, rates) -> millions.put(name, rates.median() * messages));
    results.add(comparison.title() + ", million messages a second", rounded(millions, "%.2f"));
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

  private static Map<String, String> rounded(Map<String, Double> figures, String format) {
    Map<String, String> rounded = new LinkedHashMap<>();
    figures.forEach(
        (name, figure) -> rounded.put(name, String.format(Locale.ROOT, format, figure)));
    return rounded;
  }
}
