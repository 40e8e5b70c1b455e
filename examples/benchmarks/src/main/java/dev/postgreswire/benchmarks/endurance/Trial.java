package dev.postgreswire.benchmarks.endurance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of those who record is worn out, first in calm, then in a storm; and then looked at. */
final class Trial {
  private final Kind kind;
  private final OwnServer server;
  private final Path folder;
  private final long seed;
  private final Storm storm;
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();

  /** Who records. */
  enum Kind {
    PROXY("proxy"),
    ENDPOINT("endpoint"),
    LOOPBACK("agent, loopback"),
    TAP("agent, tap");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  Trial(Kind kind, OwnServer server, Path folder, long seed) {
    this.kind = kind;
    this.server = server;
    this.folder = folder;
    this.seed = seed;
    this.storm = new Storm(seed);
  }

  Map<String, Object> facts() {
    return facts;
  }

  List<String> faults() {
    return faults;
  }

  void run(Duration time) throws IOException {
    try (Meter behind = Meter.behind(server.address(), storm);
        Subject subject = open(behind)) {
      load(subject, Duration.ZERO, true); // once, so that what is made once is there
      Footprint before = Footprint.of(subject.pid());
      load(subject, time.dividedBy(2), true);
      Chaos chaos = Chaos.begin(server, seed);
      try {
        storm.blows(true);
        load(subject, time.dividedBy(2), false);
      } finally {
        storm.blows(false);
        chaos.end();
      }
      facts.put("killed", chaos.toString());
      load(subject, Duration.ZERO, true); // nothing of it lasts
      compareFootprints(before, Footprint.after(subject.pid(), before));
      faults.addAll(subject.end());
      look(subject, behind);
    }
  }

  private Subject open(Meter meter) throws IOException {
    InetSocketAddress behind = meter.address();
    return switch (kind) {
      case PROXY -> new ProxySubject(folder, behind, storm);
      case ENDPOINT -> new EndpointSubject(behind, storm);
      case LOOPBACK -> new AgentSubject(folder, meter, "loopback");
      case TAP -> new AgentSubject(folder, meter, "tap");
    };
  }

  private void load(Subject subject, Duration time, boolean calm) throws IOException {
    PgBench bench = new PgBench(subject.address());
    Load.Outcome outcome = bench.beside(seed, time, calm, () -> subject.load(seed, time, calm));
    facts.put("done", outcome.counts());
    facts.merge("pgbench runs", bench.runs(), (old, more) -> (int) old + (int) more);
    faults.addAll(outcome.failures());
    faults.addAll(bench.failures());
  }

  private void compareFootprints(Footprint before, Footprint after) {
    facts.put("footprint before", before.toString());
    facts.put("footprint after", after.toString());
    if (after.isMoreThan(before)) {
      faults.add("something has leaked: " + before + " has become " + after);
    }
  }

  private void look(Subject subject, Meter behind) throws IOException {
    if (kind == Kind.ENDPOINT) {
      return; // it has compared them itself, and writes nothing
    }
    Recordings recordings = new Recordings(folder, behind.address().getPort());
    List<Passage> recorded = recordings.read();
    if (!recordings.leftOut().equals(subject.leftOut())) {
      faults.add("it says " + subject.leftOut() + ", and it is " + recordings.leftOut());
    }
    Ledger ledger = new Ledger();
    if (subject instanceof ProxySubject proxy) {
      ledger.compare("client and recording", proxy.front().passages(), recorded);
      ledger.compareByContent("client and server", proxy.front().passages(), behind.passages());
    } else {
      ledger.compare("recording and server", recorded, behind.passages());
    }
    facts.put("recording", recordings.facts());
    facts.put("connections", ledger.counts());
    faults.addAll(recordings.faults());
    faults.addAll(ledger.faults());
  }
}
