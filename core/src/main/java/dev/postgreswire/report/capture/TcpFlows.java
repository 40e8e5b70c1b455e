package dev.postgreswire.report.capture;

import dev.postgreswire.recording.WireSink;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the connection of a segment. How many there may be at once is bounded. */
final class TcpFlows {
  private static final int MOST = 20_000;
  private static final int LIMIT = 32 << 20;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final Ports ports;
  private final WireSink sink;
  private final Facts facts;
  private final Backlog backlog = new Backlog(null, LIMIT);
  private final Backlog undecided = new Backlog(null, LIMIT);

  /** Those to PostgreSQL that go on, the one that was silent longest first. */
  private final Map<Pair, TcpConnection> postgres = new LinkedHashMap<>(16, 0.75f, true);

  /** Those that are over, or something else, or not known yet. */
  private final Map<Pair, TcpConnection> others = new LinkedHashMap<>(16, 0.75f, true);

  /** Those in which something waits; it may be given up though nothing more is seen of them. */
  private final Set<TcpConnection> blocked = new LinkedHashSet<>();

  private Instant nextLook = Instant.MIN;

  /** Two ends, whichever spoke. */
  private record Pair(Endpoint lower, Endpoint upper) {
    static Pair of(TcpSegment segment) {
      Endpoint from = segment.from();
      Endpoint to = segment.to();
      int order = from.port() - to.port();
      if (order == 0) {
        order = from.address().toHex().compareTo(to.address().toHex());
      }
      return order <= 0 ? new Pair(from, to) : new Pair(to, from);
    }
  }

  TcpFlows(Ports ports, WireSink sink, Facts facts) {
    this.ports = ports;
    this.sink = sink;
    this.facts = facts;
  }

  /** Takes the next segment. */
  void take(TcpSegment segment) {
    if (segment.from().equals(segment.to())) {
      facts.skipped().skip(IpLayer.MALFORMED);
      return;
    }
    look(segment.time());
    Pair pair = Pair.of(segment);
    TcpConnection connection = postgres.get(pair);
    connection = connection == null ? others.get(pair) : connection;
    if (connection != null && connection.isOfAnother(segment)) {
      forget(pair, connection, "its end was not captured, and its ports were used again");
      connection = null;
    }
    if (connection == null) {
      if (segment.has(TcpSegment.RST)) {
        return; // of something that was not seen
      }
      connection = begin(segment);
      others.put(pair, connection);
    }
    if (!connection.dialog().needsNoMore()) {
      connection.take(segment);
      settle(pair, connection);
    } else if (connection.isAfterReset(segment)) {
      facts.skipped().skip("sent to somebody who had broken the connection off");
    }
  }

  /** No more will come. */
  void finish() {
    for (TcpConnection connection : connections().toList()) {
      connection.finish();
      connection.dialog().finish();
    }
  }

  /** Returns how many bytes of memory are taken by what waits. */
  long waiting() {
    return backlog.bytes() + undecided.bytes();
  }

  /** Returns how many connections are remembered. */
  int size() {
    return postgres.size() + others.size();
  }

  /** Time has gone by: what is late by now is given up. */
  private void look(Instant now) {
    if (blocked.isEmpty() || now.isBefore(nextLook)) {
      return;
    }
    nextLook = now.plus(BETWEEN_LOOKS);
    blocked.forEach(connection -> connection.giveUpWhatIsLate(now));
    blocked.removeIf(connection -> connection.waiting() == 0);
  }

  private TcpConnection begin(TcpSegment segment) {
    Dialog dialog = new Dialog(segment.from(), segment.to(), ports, sink, facts, undecided);
    return new TcpConnection(segment.from(), segment.to(), backlog, dialog, facts);
  }

  private void settle(Pair pair, TcpConnection connection) {
    if (connection.dialog().isPostgres()) {
      others.remove(pair);
      postgres.put(pair, connection);
      bound(postgres);
    } else {
      postgres.remove(pair);
      others.put(pair, connection);
      bound(others);
    }
    if (connection.waiting() > 0) {
      blocked.add(connection);
    }
    if (backlog.isFull()) {
      connections().max(Comparator.comparing(TcpConnection::waiting)).get().giveUpAll();
    }
  }

  private void bound(Map<Pair, TcpConnection> connections) {
    if (connections.size() > MOST) {
      Map.Entry<Pair, TcpConnection> eldest = connections.entrySet().iterator().next();
      forget(
          eldest.getKey(),
          eldest.getValue(),
          "nothing was seen of it for long, and there were more than " + MOST + " others");
    }
  }

  private void forget(Pair pair, TcpConnection connection, String why) {
    if (!connection.dialog().needsNoMore()) {
      connection.finish();
      connection.dialog().lost(why);
    }
    postgres.remove(pair);
    others.remove(pair);
    blocked.remove(connection);
  }

  private Stream<TcpConnection> connections() {
    return Stream.of(postgres, others).flatMap(map -> List.copyOf(map.values()).stream());
  }
}
