package dev.postgreswire.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a recorder recorded from one moment to another, such as the run of one test method.
 *
 * <p>The connections that are open at its beginning belong to it, with their handshakes; of their
 * exchanges those that begin within the window do.
 *
 * <p>Safe for use by several threads.
 */
public final class Window implements AutoCloseable {
  /** In place of a first frame: the connection was over before the window opened. */
  static final int NOT_IN_IT = Integer.MAX_VALUE;

  private final Recorder recorder;
  private final String name;
  private final Predicate<String> servers;
  private final Map<Integer, Integer> starts;
  private final int openedBefore;
  private Recording closed;

  Window(
      Recorder recorder,
      String name,
      Predicate<String> servers,
      Map<Integer, Integer> starts,
      int openedBefore) {
    this.servers = servers;
    this.recorder = recorder;
    this.name = name;
    this.starts = starts;
    this.openedBefore = openedBefore;
  }

  /** Returns whose window it is. */
  public String name() {
    return name;
  }

  /** Returns what was recorded since it opened: up to now, or up to its close. */
  public synchronized Recording recording() {
    return closed != null ? closed : snapshot();
  }

  /** Ends the window. What it holds stays readable; nothing more comes in. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed != null) {
        return;
      }
      closed = snapshot();
    }
    recorder.closed(this);
  }

  /** Returns whether it has been closed. */
  public synchronized boolean isClosed() {
    return closed != null;
  }

  /** Returns the first frame of a connection that belongs to the window, or {@link #NOT_IN_IT}. */
  int startOf(ConnectionRecorder connection) {
    if (!servers.test(connection.server())) {
      return NOT_IN_IT;
    }
    int id = connection.id();
    return id > openedBefore ? 0 : starts.getOrDefault(id, NOT_IN_IT);
  }

  private Recording snapshot() {
    return Recording.ofSnapshots(snapshots(), recorder.missed());
  }

  List<ConnectionSnapshot> snapshots() {
    List<ConnectionSnapshot> snapshots = new ArrayList<>();
    for (ConnectionRecorder connection : recorder.connections()) {
      int from = startOf(connection);
      if (from != NOT_IN_IT) {
        snapshots.add(connection.snapshot(from, connection.id() > openedBefore));
      }
    }
    return snapshots;
  }
}
