package dev.postgreswire.junit;

import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Recording;
import java.util.Optional;

/** Tells why the application lost its connections, where it was the recorder that got none. */
final class Unreachable {
  private Unreachable() {}

  /** Returns what to do, if the recorder did not reach its server. */
  static Optional<WireHint> hint(Recording recording) {
    return recording.connections().stream()
        .filter(connection -> connection.ending() == Ending.SERVER_UNREACHABLE)
        .findFirst()
        .map((RecordedConnection connection) -> hint(connection));
  }

  private static WireHint hint(RecordedConnection connection) {
    return new WireHint(
        ("the recorder could not reach the server at %s (%s), so it hung up on the application;"
                + " start the server, or write the host and port where it listens:"
                + " @RecordPostgresWire(target = \"localhost:5432\")")
            .formatted(connection.server(), connection.endDetail()));
  }
}
