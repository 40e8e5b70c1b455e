package dev.postgreswire.report.capture;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts what there is in a capture. */
final class Facts {
  private final Map<String, Long> servers = new LinkedHashMap<>();
  private final Map<Integer, Long> otherPorts = new TreeMap<>();
  private final Map<Integer, Long> dropped = new HashMap<>();
  private final Tally skipped = new Tally();
  private Instant begin;
  private Instant end;
  private long packets;
  private long bytes;
  private long gaps;
  private long missing;
  private long repeated;
  private int secrets;

  /** Returns where what is passed over is counted. */
  Tally skipped() {
    return skipped;
  }

  /** A packet was read. */
  void packet(Block.Packet packet) {
    packets++;
    bytes += packet.data().remaining();
    Instant time = packet.time();
    begin = begin == null || time.isBefore(begin) ? time : begin;
    end = end == null || time.isAfter(end) ? time : end;
  }

  /** An interface has lost packets, since the capture began. */
  void dropped(Block.Dropped statistics) {
    dropped.put(statistics.interfaceId(), statistics.packets());
  }

  /** A connection is one to PostgreSQL. */
  void postgres(Endpoint server) {
    servers.merge(server.toString(), 1L, Long::sum);
  }

  /** A connection is something else. */
  void other(int port) {
    otherPorts.merge(port, 1L, Long::sum);
  }

  /** Bytes of a connection to PostgreSQL were not captured; -1: an unknown number. */
  void missing(long count) {
    gaps++;
    missing += Math.max(0, count);
  }

  /** A packet had nothing but what had come before. */
  void repeated() {
    repeated++;
  }

  /** A secret was read. */
  void secret() {
    secrets++;
  }

  CaptureSummary summary(String name, String format, Optional<String> damage) {
    return new CaptureSummary(
        name,
        format,
        packets,
        bytes,
        Optional.ofNullable(begin),
        Optional.ofNullable(end),
        servers,
        gaps,
        missing,
        repeated,
        dropped.values().stream().mapToLong(Long::longValue).sum(),
        secrets,
        otherPorts,
        skipped.packets(),
        damage);
  }
}
