package dev.postgreswire.agent.cli;

import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordingListener;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Says on standard error what a person who runs a proxy should know; the same thing once. */
final class Remarks implements RecordingListener {
  private static final int MOST = 1000;

  private final PrintWriter err;
  private final Set<String> said = new HashSet<>();

  Remarks(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void note(int connectionId, Instant time, String text) {
    say(connectionId, text);
  }

  @Override
  public void closed(ConnectionClosed connection) {
    if (connection.ending() == Ending.SERVER_UNREACHABLE) {
      say(connection.id(), "the server cannot be reached: " + connection.detail());
    } else if (!connection.detail().isEmpty()) {
      say(connection.id(), connection.detail());
    }
  }

  private void say(int connectionId, String text) {
    if (said.size() < MOST && said.add(text)) {
      err.println("connection " + connectionId + ": " + text);
    }
  }
}
