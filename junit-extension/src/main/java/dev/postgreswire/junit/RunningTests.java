package dev.postgreswire.junit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Which tests run at the moment, recorded ones and others, and on which threads. JUnit creates it
 * and finds it by its name in {@code META-INF/services}.
 */
public final class RunningTests implements TestExecutionListener {
  private static final Map<String, Running> RUNNING = new ConcurrentHashMap<>();
  private static final Set<Neighbours> WATCHES = ConcurrentHashMap.newKeySet();

  /** JUnit creates it. */
  public RunningTests() {}

  /**
   * A test, or a class with its {@code @BeforeAll} and {@code @AfterAll} methods.
   *
   * @param id JUnit's unique id of it
   */
  record Running(String id, String name, boolean isTest, String thread) {}

  @Override
  public void executionStarted(TestIdentifier test) {
    boolean isClass = test.getSource().filter(ClassSource.class::isInstance).isPresent();
    if (test.isTest() || isClass) {
      Running running =
          new Running(
              test.getUniqueId(),
              test.getDisplayName(),
              test.isTest(),
              Thread.currentThread().getName());
      RUNNING.put(running.id(), running);
      WATCHES.forEach(watch -> watch.add(running));
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    RUNNING.remove(test.getUniqueId());
    WATCHES.removeIf(watch -> watch.isOf(test.getUniqueId()));
  }

  /**
   * Returns who runs beside a test or class, from now on until it is finished. The calling thread
   * runs it; whatever else is begun on that thread surrounds it.
   */
  static Neighbours beside(String id, String name) {
    String thread = Thread.currentThread().getName();
    Neighbours watch = new Neighbours(id, name, RUNNING.containsKey(id));
    watch.add(new Running(id, name, true, thread));
    WATCHES.removeIf(before -> before.isOf(id));
    WATCHES.add(watch);
    RUNNING.values().stream()
        .filter(running -> !running.thread().equals(thread))
        .forEach(watch::add);
    return watch;
  }
}
