package dev.postgreswire.report.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What there was in a capture.
 *
 * @param name the capture's name
 * @param format {@code pcap} or {@code pcapng}
 * @param packets how many packets there were
 * @param bytes how many bytes were captured, headers included
 * @param begin the time of the earliest packet
 * @param end the time of the latest packet
 * @param servers how many connections to each PostgreSQL server there were, by {@code host:port}
 * @param gaps how often bytes of these connections are missing
 * @param missingBytes how many, as far as that is known
 * @param repeatedPackets how many packets had nothing but what had come before: retransmissions,
 *     keep-alives, packets that were captured twice
 * @param droppedPackets how many packets the capturing machine was too slow for, as it says itself
 * @param secrets how many secrets of TLS sessions it has
 * @param otherPorts how many connections to servers that are not PostgreSQL there were, by the port
 * @param skipped how many packets were passed over, by the reason
 * @param damage where and why reading ended early; empty when the file is whole
 */
public record CaptureSummary(
    String name,
    String format,
    long packets,
    long bytes,
    Optional<Instant> begin,
    Optional<Instant> end,
    Map<String, Long> servers,
    long gaps,
    long missingBytes,
    long repeatedPackets,
    long droppedPackets,
    int secrets,
    Map<Integer, Long> otherPorts,
    Map<String, Long> skipped,
    Optional<String> damage) {

  /** Keeps copies in the order given. */
  public CaptureSummary {
    servers = copy(servers);
    otherPorts = copy(otherPorts);
    skipped = copy(skipped);
  }

  /** Returns how many connections to PostgreSQL there were. */
  public long connections() {
    return servers.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns how long the capture took, from the first packet to the last. */
  public Duration duration() {
    return begin.isEmpty() || end.isEmpty()
        ? Duration.ZERO
        : Duration.between(begin.get(), end.get());
  }

  private static <K, V> Map<K, V> copy(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
