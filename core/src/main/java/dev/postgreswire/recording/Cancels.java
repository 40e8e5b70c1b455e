package dev.postgreswire.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ties CancelRequests to the connections they were aimed at. */
final class Cancels {
  private static final String QUERY_CANCELED = "57014";

  private Cancels() {}

  static List<Cancellation> of(List<RecordedConnection> connections) {
    List<Cancellation> cancellations = new ArrayList<>();
    for (RecordedConnection connection : connections) {
      Optional<Handshake.Cancel> cancel = connection.replay().handshake().cancel();
      if (cancel.isPresent() && connection.openedInWindow()) {
        cancellations.add(tie(connection, cancel.get(), connections));
      }
    }
    return cancellations;
  }

  /** Returns the connections with the requests that were aimed at each. */
  static List<RecordedConnection> link(List<RecordedConnection> connections) {
    List<Cancellation> all = of(connections);
    List<RecordedConnection> linked = new ArrayList<>();
    for (RecordedConnection connection : connections) {
      List<Cancellation> aimedAtIt =
          all.stream()
              .filter(cancel -> cancel.victimConnectionId().equals(Optional.of(connection.id())))
              .toList();
      linked.add(aimedAtIt.isEmpty() ? connection : connection.withCancels(aimedAtIt));
    }
    return List.copyOf(linked);
  }

  private static Cancellation tie(
      RecordedConnection carrier, Handshake.Cancel cancel, List<RecordedConnection> connections) {
    Optional<RecordedConnection> victim =
        connections.stream().filter(candidate -> isAimedAt(cancel, candidate)).findFirst();
    return new Cancellation(
        carrier.id(),
        victim.map(RecordedConnection::id),
        cancel.request().processId(),
        cancel.time(),
        victim.flatMap(connection -> effect(cancel, connection)));
  }

  private static boolean isAimedAt(Handshake.Cancel cancel, RecordedConnection candidate) {
    Handshake handshake = candidate.replay().handshake();
    return handshake.processId().isPresent()
        && handshake.processId().getAsInt() == cancel.request().processId()
        && handshake.secretKey().equals(cancel.request().secretKey());
  }

  private static Optional<RecordedError> effect(Handshake.Cancel cancel, RecordedConnection on) {
    return on.errors().stream()
        .filter(error -> !error.time().isBefore(cancel.time()))
        .filter(error -> error.sqlState().code().equals(QUERY_CANCELED))
        .findFirst();
  }
}
