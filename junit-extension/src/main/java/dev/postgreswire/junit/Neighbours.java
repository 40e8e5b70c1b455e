package dev.postgreswire.junit;

import dev.postgreswire.junit.RunningTests.Running;
import dev.postgreswire.recording.Origin;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Statement;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The tests that run at the same time as one that is recorded. The agent sees what all of them do;
 * this tells by connections and threads what is the one's own, or refuses to.
 *
 * <p>Safe for use by several threads.
 */
final class Neighbours {
  private static final int MOST_NAMES = 3;

  private final String own;
  private final String name;
  private final boolean isKnown;
  private final Set<String> ownThreads = ConcurrentHashMap.newKeySet();
  private final Map<String, String> testsByThread = new ConcurrentHashMap<>();
  private final Map<String, String> classesByThread = new ConcurrentHashMap<>();

  /**
   * Begins without neighbours.
   *
   * @param own JUnit's id of the test, or of the class whose tests share the window
   * @param name what to call it
   * @param isKnown whether JUnit tells which tests run
   */
  Neighbours(String own, String name, boolean isKnown) {
    this.own = own;
    this.name = name;
    this.isKnown = isKnown;
  }

  boolean isOf(String id) {
    return own.equals(id);
  }

  /** Returns whether JUnit tells who they are. */
  boolean isKnown() {
    return isKnown;
  }

  void add(Running running) {
    if (isWithin(running.id(), own)) {
      ownThreads.add(running.thread());
    } else if (running.isTest()) {
      testsByThread.put(running.thread(), running.name());
    } else if (!isWithin(own, running.id())) {
      classesByThread.put(running.thread(), running.name());
    }
  }

  private static boolean isWithin(String id, String outer) {
    return id.equals(outer) || id.startsWith(outer + "/");
  }

  /**
   * Returns what is the test's own.
   *
   * @throws IllegalStateException when that cannot be told; the message says why, and what to do
   */
  Recording part(Recording recording) {
    boolean alone = testsByThread.isEmpty() && ownThreads.containsAll(classesByThread.keySet());
    return alone ? recording : recording.only(this::isOwn);
  }

  /** Whose something is that a thread did. */
  private enum Owner {
    US,
    THEM,
    NOBODY_KNOWS
  }

  private Owner owner(String thread) {
    boolean ours = ownThreads.contains(thread);
    if (testsByThread.containsKey(thread)) {
      return ours ? Owner.NOBODY_KNOWS : Owner.THEM;
    }
    if (ours) {
      return Owner.US;
    }
    return classesByThread.containsKey(thread) ? Owner.THEM : Owner.NOBODY_KNOWS;
  }

  private boolean isOwn(RecordedConnection connection) {
    Set<Owner> owners = new LinkedHashSet<>();
    for (Statement statement : connection.statements()) {
      if (statement.origin() == Origin.APPLICATION) {
        String thread = statement.caller().thread();
        if (owner(thread) == Owner.NOBODY_KNOWS) {
          throw refused(connection, "was used by " + text(thread));
        }
        owners.add(owner(thread));
      }
    }
    if (owners.size() > 1) {
      throw refused(connection, "was used by several of them");
    }
    return owners.isEmpty() ? owner(connection.thread()) != Owner.THEM : owners.contains(Owner.US);
  }

  private static String text(String thread) {
    return thread.isEmpty()
        ? "a driver that does not write on its caller's thread"
        : "the thread \"" + thread + "\", which belongs to none of them";
  }

  private IllegalStateException refused(RecordedConnection connection, String why) {
    Set<String> names = new LinkedHashSet<>(testsByThread.values());
    names.addAll(classesByThread.values());
    String some = names.stream().sorted().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return new IllegalStateException(
        ("what %s did cannot be told from what other tests did at the same time (%s): connection %d"
                + " %s; write @ResourceLock(RecordPostgresWire.LOCK) on the tests that use the"
                + " database, or @Isolated on the class of this one")
            .formatted(name, names.size() > MOST_NAMES ? some + " …" : some, connection.id(), why));
  }
}
