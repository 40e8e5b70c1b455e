package dev.postgreswire.testing.conformance;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * All that is recorded in this JVM while tests run, and where it breaks the protocol.
 *
 * <p>Safe for use by several threads.
 */
public final class Conformance {
  private static final Conformance OF_THIS_JVM = new Conformance();

  /** The tests and test classes that are running, and whether they may break the protocol. */
  private final Map<String, Boolean> running = new LinkedHashMap<>();

  private final Set<String> broken = new LinkedHashSet<>();
  private Runnable looker = () -> {};
  private long connections;
  private final LongAdder messages = new LongAdder();
  private long excused;
  private long unreadable;
  private long unchecked;

  Conformance() {}

  /** Returns the one that the recordings of this JVM are shown to. */
  public static Conformance ofThisJvm() {
    return OF_THIS_JVM;
  }

  /** Has {@code other} called when a test is over: it is to look at what has come by then. */
  synchronized void lookBy(Runnable other) {
    looker = other;
  }

  synchronized void began(String id, boolean mayBreak) {
    running.put(id, mayBreak);
  }

  synchronized void ended(String id) {
    running.remove(id);
  }

  /**
   * A connection is recorded from now on.
   *
   * @param what what it is
   */
  public synchronized WatchedConnection opened(String what) {
    connections++;
    boolean isExcused = running.containsValue(true);
    String by = running.isEmpty() ? "outside of any test" : String.join(", ", running.keySet());
    return new WatchedConnection(this, what + ", opened during " + by, isExcused);
  }

  synchronized void givenUp() {
    unchecked++;
  }

  void counted() {
    messages.increment();
  }

  synchronized void unreadable() {
    unreadable++;
  }

  synchronized void broken(String name, boolean isExcused, ConformanceChecker.Violation violation) {
    if (isExcused) {
      excused++;
    } else {
      broken.add(name + ":" + System.lineSeparator() + violation);
    }
  }

  /**
   * Returns where the protocol was broken since this was asked last; once what several connections
   * of a test have in common, as where a script is played in many ways.
   */
  List<String> broken() {
    look();
    synchronized (this) {
      List<String> found = List.copyOf(broken);
      broken.clear();
      return found;
    }
  }

  private void look() {
    Runnable now;
    synchronized (this) {
      now = looker;
    }
    now.run(); // takes the connections' locks, whose holders may want this one's
  }

  /** Returns how many connections were recorded. */
  public synchronized long connections() {
    return connections;
  }

  /** Returns how many messages were checked. */
  public long messages() {
    return messages.sum();
  }

  /** Returns on how many connections the protocol was broken by tests that may do so. */
  public synchronized long excused() {
    return excused;
  }

  /** Returns how much was checked, in one line. */
  synchronized String summary() {
    return connections
        + " connections, "
        + messages.sum()
        + " messages checked, "
        + unchecked
        + " connections not checked to their end, "
        + excused
        + " broken on purpose, "
        + unreadable
        + " lines unreadable"
        + System.lineSeparator();
  }
}
