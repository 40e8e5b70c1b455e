package dev.postgreswire.report.capture;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what is passed over, by the reason. */
final class Tally {
  /** More than there are reasons, were it not for numbers in them that a file makes up. */
  private static final int MOST = 100;

  private final Map<String, Long> packets = new LinkedHashMap<>();

  /** Counts one more. */
  void skip(String why) {
    String reason = packets.containsKey(why) || packets.size() < MOST ? why : "other reasons";
    packets.merge(reason, 1L, Long::sum);
  }

  /** Returns how many there are of each, in the order in which they were met first. */
  Map<String, Long> packets() {
    return new LinkedHashMap<>(packets);
  }
}
