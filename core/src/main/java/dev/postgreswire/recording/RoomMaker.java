package dev.postgreswire.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;

/**
 * Keeps a recorder within its memory limit: bodies are cut first, the oldest of all connections
 * first; where that does not suffice, the oldest messages are forgotten, a few at a time.
 *
 * <p>However many connections there were, no more is done for each of them than to look at it once
 * in each step; what is over and has nothing left to give costs next to nothing.
 */
final class RoomMaker {
  /** Far more than a TLS handshake has; a session whose secret is late has no more than that. */
  private static final long MUCH_WAITING = 1 << 20;

  /** Which part of a connection's messages is forgotten at a time, where the oldest have to go. */
  private static final int FEW = 32;

  private final Recorder recorder;
  private final MemoryBudget budget;
  private final ReentrantLock working = new ReentrantLock();

  RoomMaker(Recorder recorder, MemoryBudget budget) {
    this.recorder = recorder;
    this.budget = budget;
  }

  /** Makes room when the memory limit is passed. One thread does so; the others go on. */
  void makeIfWanted() {
    if (budget.wantsRoom() && working.tryLock()) {
      try {
        make();
      } finally {
        working.unlock();
      }
    }
  }

  private void make() {
    List<ConnectionRecorder> connections = new ArrayList<>(recorder.connections());
    connections.removeIf(ConnectionRecorder::isSpent);
    connections.forEach(recorder::letGo);
    connections.forEach(connection -> connection.giveUpWaiting(MUCH_WAITING));
    cutUntilRoom(connections, false);
    if (!budget.hasRoom()) {
      connections.forEach(ConnectionRecorder::cutOpenFrames);
    }
    cutUntilRoom(connections, true);
    if (budget.isExceeded()) {
      connections.forEach(connection -> connection.giveUpWaiting(0));
    }
    forgetUntilSomeRoom(connections);
    budget.rest();
  }

  private void cutUntilRoom(List<ConnectionRecorder> connections, boolean alsoProtected) {
    if (budget.hasRoom()) {
      return;
    }
    // Once through the connections, however many stores have to be cut: what comes meanwhile is
    // younger than all that is there.
    OldestFirst all =
        new OldestFirst(connections, connection -> connection.oldestStore(alsoProtected));
    for (var oldest = all.next(); oldest != null && !budget.hasRoom(); oldest = all.next()) {
      if (alsoProtected) {
        oldest.keepHandshake();
      }
      oldest.cutOldest(alsoProtected);
      all.add(oldest);
    }
  }

  /**
   * Nothing is left to cut but the lists of messages themselves: the oldest go, a few at a time.
   */
  private void forgetUntilSomeRoom(List<ConnectionRecorder> connections) {
    if (!budget.hasSomeRoom()) {
      OldestFirst all = new OldestFirst(connections, ConnectionRecorder::oldestNanos);
      for (var oldest = all.next(); oldest != null && !budget.hasSomeRoom(); oldest = all.next()) {
        if (oldest.forgetPart(FEW)) {
          all.add(oldest);
        }
      }
    }
    if (budget.isExceeded()) {
      // In the middle of something long, each of them; perhaps its end is in the older half.
      connections.forEach(connection -> connection.forgetPart(2));
    }
    if (budget.isExceeded()) {
      connections.forEach(ConnectionRecorder::dropOlderHalf);
    }
  }

  /** Connections by how old they were when they were added. */
  private static final class OldestFirst {
    private final Queue<Aged> all = new PriorityQueue<>(Comparator.comparingLong(Aged::age));
    private final ToLongFunction<ConnectionRecorder> age;

    private record Aged(ConnectionRecorder connection, long age) {}

    /** Adds all of which {@code age} is not {@code Long.MAX_VALUE}. */
    OldestFirst(List<ConnectionRecorder> connections, ToLongFunction<ConnectionRecorder> age) {
      this.age = age;
      connections.forEach(this::add);
    }

    void add(ConnectionRecorder connection) {
      long aged = age.applyAsLong(connection);
      if (aged != Long.MAX_VALUE) {
        all.add(new Aged(connection, aged));
      }
    }

    /** Removes and returns the oldest, or null. */
    ConnectionRecorder next() {
      Aged oldest = all.poll();
      return oldest == null ? null : oldest.connection();
    }
  }
}
