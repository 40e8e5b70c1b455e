package dev.postgreswire.agent.install;

import dev.postgreswire.agent.AgentLog;
import dev.postgreswire.agent.boot.Link;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;

/** The agent in a JVM. */
public final class Installation {
  private final AgentContext context;
  private final List<Feature> features;
  private final List<Hook> hooks = new ArrayList<>();

  /** Creates one that has changed nothing yet. */
  public Installation(AgentContext context, List<Feature> features) {
    this.context = context;
    this.features = List.copyOf(features);
    features.forEach(feature -> hooks.addAll(feature.hooks()));
  }

  /**
   * Hooks the classes that are loaded, and each of the others once it is.
   *
   * @throws ReflectiveOperationException when this JVM is not like those we know
   */
  public void install() throws ReflectiveOperationException, IOException {
    Instrumentation instrumentation = context.instrumentation();
    BootClasses boot = new BootClasses(instrumentation);
    boot.define(List.of("dev.postgreswire.agent.boot.Link"));
    for (Feature feature : features) {
      boot.define(feature.bootClasses());
      feature.start(context);
    }
    instrumentation.addTransformer(new HookTransformer(hooks, new Failures()), true);
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (instrumentation.isModifiableClass(loaded) && isHooked(loaded)) {
        retransform(instrumentation, loaded);
      }
    }
    Link.agent(new AgentLink(context, version()));
    features.forEach(feature -> feature.selfTest().ifPresent(AgentLog::say));
  }

  private static String version() {
    String version = Installation.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  private boolean isHooked(Class<?> type) {
    String name = type.getName().replace('.', '/');
    return hooks.stream().anyMatch(hook -> hook.fits(name));
  }

  private static void retransform(Instrumentation instrumentation, Class<?> type) {
    try {
      instrumentation.retransformClasses(type);
    } catch (UnmodifiableClassException | RuntimeException | Error e) {
      AgentLog.say(type.getName() + " cannot be changed: " + e);
    }
  }

  private static final class Failures implements HookLog {
    @Override
    public void hooked(String className) {}

    @Override
    public void failed(String className, Throwable cause) {
      AgentLog.say(className + " cannot be hooked: " + cause);
    }
  }
}
