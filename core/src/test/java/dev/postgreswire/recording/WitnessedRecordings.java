package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageDecoder;
import dev.postgreswire.testing.conformance.Conformance;
import dev.postgreswire.testing.conformance.Utterance;
import dev.postgreswire.testing.conformance.WatchedConnection;
import dev.postgreswire.wire.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Shows all that is recorded to {@link Conformance}: the frames in the recorders' logs, and the
 * messages that streams tell. Of how the recording understands them it takes nothing.
 */
public final class WitnessedRecordings extends RecordingWitness {
  /**
   * As many as a test may drop that are open still; with more, the first are not seen to the end.
   */
  private static final int MOST_KEPT = 1000;

  private final Conformance conformance;
  private final Map<ConnectionRecorder, Watched> recorded =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** Open, and not looked at yet: the test may have dropped them already. */
  private final Set<ConnectionRecorder> kept = new LinkedHashSet<>();

  private WitnessedRecordings(Conformance conformance) {
    this.conformance = conformance;
  }

  /** Has everything watched that is recorded from now on; only the first call counts. */
  public static synchronized Runnable watchFor(Conformance conformance) {
    if (RecordingWitness.get() instanceof WitnessedRecordings watching) {
      return watching::look;
    }
    WitnessedRecordings watching = new WitnessedRecordings(conformance);
    RecordingWitness.set(watching);
    return watching::look;
  }

  /** What was seen of a connection; its lock guards it. */
  private static final class Watched {
    final WatchedConnection connection;
    int next;
    DecodingContext context = DecodingContext.initial();

    Watched(WatchedConnection connection) {
      this.connection = connection;
    }

    void take(Frame frame) {
      if (Utterance.isPlain(frame)) {
        connection.take(Utterance.ofPlain(next, frame));
      } else {
        Message message = MessageDecoder.decode(frame, context);
        context = context.after(message);
        connection.take(Utterance.of(next, frame, message));
      }
      next++;
    }
  }

  @Override
  void opened(ConnectionRecorder connection, ConnectionOrigin origin) {
    Watched watched =
        new Watched(conformance.opened("connection " + connection.id() + " to " + origin.server()));
    if (origin.partial()) {
      watched.connection.giveUp();
    }
    recorded.put(connection, watched);
    keep(connection);
  }

  private void keep(ConnectionRecorder connection) {
    synchronized (kept) {
      kept.add(connection);
      if (kept.size() > MOST_KEPT) {
        kept.remove(kept.iterator().next());
      }
    }
  }

  private void keepNoMore(ConnectionRecorder connection) {
    synchronized (kept) {
      kept.remove(connection);
    }
  }

  @Override
  void sees(ConnectionRecorder connection, ReadableLog log, boolean hasGaps) {
    if (connection.isOver()) {
      keepNoMore(connection);
    }
    Watched watched = recorded.get(connection);
    if (watched == null || !watched.connection.isChecking()) {
      return;
    }
    if (hasGaps) {
      watched.connection.giveUp();
      return;
    }
    LogView view = log.readable();
    while (watched.next < view.end() && watched.connection.isChecking()) {
      watched.take(view.frame(watched.next));
    }
  }

  /** Looks at what has been recorded by now. */
  private void look() {
    List<ConnectionRecorder> all;
    synchronized (recorded) {
      all = new ArrayList<>(recorded.keySet());
    }
    for (ConnectionRecorder each : all) {
      each.showWitness();
      keepNoMore(each);
    }
  }

  @Override
  RecordingListener listeningFor(RecordingListener listener) {
    return new WitnessedListener(listener, conformance);
  }
}
