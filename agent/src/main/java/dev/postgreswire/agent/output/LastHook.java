package dev.postgreswire.agent.output;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

/**
 * Does something when this JVM ends, after all that the application does then: its own hooks run at
 * the same time as each other, and close connections that are recorded.
 */
final class LastHook {
  /** The JDK's own are 0 to 2, of which 1 runs the application's; 9 is the last one. */
  private static final int SLOT = 9;

  private LastHook() {}

  /** Adds it; where the JDK does not let us, beside the application's own. */
  static void add(Instrumentation instrumentation, Runnable hook) {
    try {
      addLast(instrumentation, hook);
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      Runtime.getRuntime().addShutdownHook(new Thread(hook, "postgres-wire-shutdown"));
    }
  }

  private static void addLast(Instrumentation instrumentation, Runnable hook)
      throws ReflectiveOperationException {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(LastHook.class.getModule())),
        Set.of(),
        Map.of());
    Method add =
        Class.forName("java.lang.Shutdown")
            .getDeclaredMethod("add", int.class, boolean.class, Runnable.class);
    add.setAccessible(true);
    add.invoke(null, SLOT, true, hook);
  }
}
