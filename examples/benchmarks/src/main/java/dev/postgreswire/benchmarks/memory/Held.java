package dev.postgreswire.benchmarks.memory;

import java.util.Locale;
import java.util.Map;

/**
 * What recorders held after a load, for each of them.
 *
 * @param heap by which the live heap is larger
 * @param counted what the recorder itself says that it holds, for its limit
 * @param wire bytes of both directions
 * @param messages of all connections
 */
record Held(double heap, double counted, double wire, double messages) {
  private static final double PER_BYTE = 1.2;
  private static final double PER_MESSAGE = 40;

  double goal() {
    return PER_BYTE * wire + PER_MESSAGE * messages;
  }

  double ofGoal() {
    return heap / goal();
  }

  double perWireByte() {
    return heap / wire;
  }

  /** What is held besides the bytes themselves. */
  double besidesPerMessage() {
    return (heap - wire) / messages;
  }

  Held times(double factor) {
    return new Held(heap * factor, counted * factor, wire * factor, messages * factor);
  }

  Map<String, Object> describe() {
    return Map.of(
        "held",
        heap,
        "counted",
        counted,
        "wire bytes",
        wire,
        "messages",
        messages,
        "held a wire byte",
        perWireByte(),
        "besides the bytes, a message",
        besidesPerMessage(),
        "goal",
        goal(),
        "of goal",
        ofGoal());
  }

  static String figure(double value) {
    String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
