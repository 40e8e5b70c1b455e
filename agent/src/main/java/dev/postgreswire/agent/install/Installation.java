package dev.postgreswire.agent.install;

import dev.postgreswire.agent.AgentLog;
import dev.postgreswire.agent.boot.Link;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The agent in a JVM. {@link #install} is quick: it changes what is loaded already, mostly nothing,
 * and leaves the rest to the moment in which the JVM loads it, on whatever thread. {@link #check}
 * takes its time.
 */
public final class Installation {
  private final AgentContext context;
  private final List<Feature> features;
  private final List<Feature> started = new ArrayList<>();
  private final Hooks hooks = new Hooks(started);
  private final HookJournal journal = new HookJournal();

  /** Creates one that has changed nothing yet. */
  public Installation(AgentContext context, List<Feature> features) {
    this.context = context;
    this.features = List.copyOf(features);
  }

  /** Returns whether an agent, of whatever version, has been installed in this JVM. */
  public static boolean isThere() {
    return BootClasses.areThere();
  }

  /**
   * Comes first, before a class is loaded that uses those of {@link dev.postgreswire.agent.boot},
   * and before there is a thread of ours.
   *
   * @throws ReflectiveOperationException when this JVM is not like those we know
   */
  public static void prepare(Instrumentation instrumentation)
      throws ReflectiveOperationException, IOException {
    NetworkLibraries.load();
    BootClasses.define(instrumentation);
  }

  /** Hooks the classes that are loaded, and each of the others once it is. */
  public void install() {
    features.forEach(this::start);
    context.instrumentation().addTransformer(new HookTransformer(hooks, journal), true);
    hookLoadedClasses(type -> true);
    started.forEach(Installation::tellHooked);
    Link.agent(new AgentLink(context, version()));
    Presence.say(Presence.INSTALLED);
  }

  /** A part that cannot start does not take the others with it. */
  private void start(Feature feature) {
    try {
      feature.start(context);
      started.add(feature);
    } catch (Throwable e) {
      AgentLog.say(feature.getClass().getSimpleName() + " cannot start: " + e);
    }
  }

  private static void tellHooked(Feature feature) {
    try {
      feature.hooked();
    } catch (Throwable e) {
      AgentLog.say(feature.getClass().getSimpleName() + " does not know what is there: " + e);
    }
  }

  private static String version() {
    String version = Installation.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  private void hookLoadedClasses(Predicate<Class<?>> which) {
    for (Class<?> type : context.instrumentation().getAllLoadedClasses()) {
      String name = type.getName().replace('.', '/');
      ClassLoader loader = type.getClassLoader();
      if (hooks.concern(name, loader) && which.test(type)) {
        retransform(type);
      }
    }
  }

  private void retransform(Class<?> type) {
    Instrumentation instrumentation = context.instrumentation();
    if (!instrumentation.isModifiableClass(type)) {
      return;
    }
    try {
      instrumentation.retransformClasses(type);
    } catch (UnmodifiableClassException | RuntimeException | Error e) {
      AgentLog.say(type.getName() + " cannot be changed: " + e);
    }
  }

  /**
   * Tries whether the hooks work, and says what does not. It also hooks what slipped through: the
   * JVM does not show us a class that is loaded while another one is being changed in the same
   * thread.
   */
  public void check() {
    for (Feature feature : started) {
      try {
        feature.selfTest().ifPresent(AgentLog::say);
      } catch (Throwable e) {
        AgentLog.say(feature.getClass().getSimpleName() + " cannot be tested: " + e);
      }
    }
    try {
      hookLoadedClasses(journal::missed);
    } catch (RuntimeException | Error e) {
      AgentLog.say("classes cannot be looked at: " + e);
    }
  }
}
