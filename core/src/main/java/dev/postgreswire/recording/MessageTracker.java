package dev.postgreswire.recording;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows messages as they come and tells of each what those before it say about it. It goes
 * forward only, and what it remembers of a connection does not grow with the number of messages.
 *
 * <p>A format that listens to a walk or a stream gives it the messages of all connections in the
 * order in which it is told of them:
 *
 * <pre>{@code
 * public void message(RecordedMessage message) {
 *   MessageFacts facts = tracker.take(message);
 *   …
 * }
 * }</pre>
 *
 * <p>It comes to the same exchanges as {@link RecordedConnection#exchanges()}, but cannot take back
 * what it has said: see {@link MessageFacts#absorbed()}.
 */
public final class MessageTracker {
  private final Map<Integer, ConnectionTracker> connections = new HashMap<>();
  private final SqlMasks masks = new SqlMasks();
  private Instant first;

  /** Creates a tracker that has seen nothing yet. */
  public MessageTracker() {}

  /** Takes what was there before the first message of a connection that is told. */
  public void take(RecordingListener.ConnectionContinued connection) {
    connections.put(
        connection.id(),
        new ConnectionTracker(
            connection.id(), masks, connection.exchanges(), connection.preparedStatements()));
  }

  /** Takes the next message and returns what is known of it. */
  public MessageFacts take(RecordedMessage message) {
    if (first == null) {
      first = message.time();
    }
    return connections
        .computeIfAbsent(
            message.connectionId(), id -> new ConnectionTracker(id, masks, 0, Map.of()))
        .take(message, first);
  }

  /** Forgets a connection: nothing of it will come any more. */
  public void closed(int connectionId) {
    connections.remove(connectionId);
  }
}
