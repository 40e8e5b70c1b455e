package dev.postgreswire.testing.conformance;

import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Checks a recording that is there, for those who run without JUnit. */
public final class RecordingCheck {
  private RecordingCheck() {}

  /** Returns where a recording breaks the protocol. */
  public static List<String> of(Recording recording) {
    Conformance conformance = new Conformance();
    recording.connections().forEach(connection -> check(connection, conformance));
    return conformance.broken();
  }

  private static void check(RecordedConnection connection, Conformance conformance) {
    WatchedConnection watched = conformance.opened(connection.toString());
    int next = 0;
    for (RecordedMessage message : connection.messages()) {
      if (connection.isPartial() || message.index() != next) {
        return;
      }
      watched.take(Utterance.of(next, message.frame(), message.message()));
      next++;
    }
  }

  /** Returns where a recording in JSON Lines breaks the protocol. */
  public static List<String> of(Path jsonLines) throws IOException {
    Conformance conformance = new Conformance();
    RecordedFiles.read(jsonLines, conformance);
    return conformance.broken();
  }
}
