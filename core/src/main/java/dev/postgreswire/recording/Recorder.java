package dev.postgreswire.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Records any number of connections, and hands out {@link Window}s over them.
 *
 * <p>It lives as long as the application's connections do. A connection is recorded from its first
 * byte to its last, whether or not a window is open; what no open window reaches is let go, save
 * what a connection needs to be understood: handshake, parameters, prepared statements.
 *
 * <p>Safe for use by several threads.
 */
public final class Recorder implements WireSink {
  /** A pool may try again and again to open what cannot be recorded. */
  private static final int MOST_MISSED = 1000;

  private final Instant began = Instant.now();
  private final long beganNanos = System.nanoTime();
  private final TlsDecryptor.Source decryptors;
  private final MemoryBudget budget;
  private final CallerPool callers = new CallerPool();
  private final Deque<MissedConnection> missed = new ArrayDeque<>();
  private final Map<Integer, ConnectionRecorder> connections = new LinkedHashMap<>();
  private final Set<Window> windows = new LinkedHashSet<>();
  private final RoomMaker room;
  private volatile String activity = "";
  private int opened;

  /** Creates a recorder without connections or windows; TLS sessions are kept as they are. */
  public Recorder(RecorderOptions options) {
    this(options, null);
  }

  /**
   * Creates a recorder without connections or windows.
   *
   * @param decryptors what decrypts TLS sessions as far as it knows their secrets; null when they
   *     are to be kept as they are
   */
  public Recorder(RecorderOptions options, TlsDecryptor.Source decryptors) {
    this.decryptors = decryptors;
    this.budget = new MemoryBudget(options.memoryLimit());
    this.room = new RoomMaker(this, budget);
  }

  @Override
  public ConnectionRecorder opened(ConnectionOrigin origin) {
    return opened(origin, now());
  }

  @Override
  public synchronized ConnectionRecorder opened(ConnectionOrigin origin, Instant time) {
    ConnectionOrigin known = origin.openedBy().isEmpty() ? origin.openedBy(activity) : origin;
    ConnectionRecorder connection = new ConnectionRecorder(++opened, this, known, time);
    connections.put(connection.id(), connection);
    RecordingWitness.get().opened(connection, known);
    return connection;
  }

  @Override
  public void secret(TlsSecret secret) {
    if (decryptors != null) {
      decryptors.secret(secret);
      connections().forEach(ConnectionRecorder::retry);
    }
  }

  @Override
  public synchronized void missed(MissedConnection connection) {
    if (missed.size() == MOST_MISSED) {
      missed.remove();
    }
    missed.add(connection);
  }

  synchronized List<MissedConnection> missed() {
    return List.copyOf(missed);
  }

  /** Returns all that is recorded and has not been let go. */
  public Recording recording() {
    List<ConnectionSnapshot> snapshots = new ArrayList<>();
    for (ConnectionRecorder connection : connections()) {
      connection.snapshotIfThere().ifPresent(snapshots::add);
    }
    return Recording.ofSnapshots(snapshots, missed());
  }

  /**
   * Opens a window: from now on, until it is closed, nothing is let go.
   *
   * @param name whose window it is, such as the test's name; new connections are said to be opened
   *     by it
   */
  public Window openWindow(String name) {
    return openWindow(name, server -> true);
  }

  /**
   * Opens a window over the connections to some servers only.
   *
   * @param servers which, by their addresses
   */
  public Window openWindow(String name, Predicate<String> servers) {
    Map<Integer, Integer> starts = new LinkedHashMap<>();
    synchronized (this) {
      connections.values().stream()
          .filter(connection -> !connection.isLeftByClient())
          .forEach(connection -> starts.put(connection.id(), connection.end()));
      Window window = new Window(this, name, servers, starts, opened);
      windows.add(window);
      activity = name;
      return window;
    }
  }

  /** Sets another limit for the memory that recorded messages may take, in bytes. */
  public void memoryLimit(long bytes) {
    budget.limit(new RecorderOptions(bytes).memoryLimit());
  }

  /** Returns the memory that recorded messages take, in bytes. */
  public long memoryHeld() {
    return budget.held();
  }

  void closed(Window window) {
    synchronized (this) {
      windows.remove(window);
      activity = "";
      for (Window open : windows) {
        activity = open.name();
      }
    }
    letGo();
    budget.dropSpares();
  }

  /** Lets go what no open window reaches. */
  void letGo() {
    connections().forEach(this::letGo);
  }

  void letGo(ConnectionRecorder connection) {
    int from = reachedFrom(connection);
    if (from != Window.NOT_IN_IT) {
      connection.forgetBefore(from);
    } else if (connection.isOver()) {
      ConnectionRecorder removed;
      synchronized (this) {
        removed = connections.remove(connection.id());
      }
      if (removed != null) { // and not by another thread: its memory is given back once
        removed.release();
      }
    } else {
      connection.forgetBefore(connection.end());
    }
  }

  private synchronized int reachedFrom(ConnectionRecorder connection) {
    int from = Window.NOT_IN_IT;
    for (Window window : windows) {
      from = Math.min(from, window.startOf(connection));
    }
    return from;
  }

  synchronized List<ConnectionRecorder> connections() {
    return List.copyOf(connections.values());
  }

  /** Makes room when the memory limit is passed. */
  void keepWithinLimit() {
    room.makeIfWanted();
  }

  MemoryBudget budget() {
    return budget;
  }

  CallerPool callers() {
    return callers;
  }

  TlsDecryptor.Source decryptors() {
    return decryptors;
  }

  Instant began() {
    return began;
  }

  Instant now() {
    return began.plus(Duration.ofNanos(nanos()));
  }

  /** Returns the nanoseconds from the recorder's beginning to {@code time}, as far as they fit. */
  long nanosAt(Instant time) {
    try {
      return Duration.between(began, time).toNanos();
    } catch (ArithmeticException e) {
      return time.isBefore(began) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** Returns the nanoseconds since the recorder began; a clock that is set back does not show. */
  long nanos() {
    return System.nanoTime() - beganNanos;
  }
}
