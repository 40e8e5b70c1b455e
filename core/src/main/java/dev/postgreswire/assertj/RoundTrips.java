package dev.postgreswire.assertj;

import dev.postgreswire.recording.Exchange;
import dev.postgreswire.recording.Origin;
import dev.postgreswire.recording.Recording;
import java.util.List;

/** Tells which exchanges are round trips. */
final class RoundTrips {
  private RoundTrips() {}

  static List<Exchange> of(Recording recording) {
    return recording.exchanges().stream().filter(RoundTrips::counts).toList();
  }

  private static boolean counts(Exchange exchange) {
    return switch (exchange.kind()) {
      case SIMPLE_QUERY, EXTENDED_QUERY, FUNCTION_CALL -> !isPools(exchange);
      case STARTUP, CANCEL, TERMINATION, ENCRYPTED, OTHER -> false;
    };
  }

  /**
   * A pool validates a connection when it has not been used for a while: not what a test counts.
   */
  static boolean isPools(Exchange exchange) {
    return !exchange.statements().isEmpty()
        && exchange.statements().stream().allMatch(s -> s.origin() == Origin.POOL);
  }
}
