package dev.postgreswire.recording;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Tells a listener of a recording, in the order of time, one message of each connection at once.
 */
final class Walk {
  private final RecordingListener listener;
  private final PriorityQueue<ConnectionWalk> walks =
      new PriorityQueue<>(
          Comparator.comparing(ConnectionWalk::time).thenComparing(ConnectionWalk::connectionId));
  private final PriorityQueue<MissedConnection> missed =
      new PriorityQueue<>(Comparator.comparing(MissedConnection::time));

  Walk(RecordingListener listener) {
    this.listener = listener;
  }

  void over(Recording recording) throws IOException {
    for (RecordedConnection connection : recording.connections()) {
      walks.add(new ConnectionWalk(connection));
    }
    missed.addAll(recording.missed());
    while (!walks.isEmpty()) {
      ConnectionWalk next = walks.remove();
      tellMissed(next.time());
      next.tell(listener);
      if (next.hasMore()) {
        walks.add(next);
      }
    }
    tellMissed(Instant.MAX);
  }

  private void tellMissed(Instant upTo) throws IOException {
    while (!missed.isEmpty() && !missed.element().time().isAfter(upTo)) {
      listener.missed(missed.remove());
    }
  }
}
