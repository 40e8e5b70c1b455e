package dev.postgreswire.agent;

import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.agent.install.Feature;
import dev.postgreswire.agent.install.Installation;
import dev.postgreswire.agent.install.Recorders;
import dev.postgreswire.agent.install.StackCallers;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the JVM enters the agent. Nothing that goes wrong here keeps the application from running.
 */
public final class PostgresWireAgent {
  private PostgresWireAgent() {}

  /** Comes before the application's {@code main}, with {@code -javaagent}. */
  public static void premain(String options, Instrumentation instrumentation) {
    // What takes its time is done while the application starts.
    install(options, instrumentation).ifPresent(PostgresWireAgent::checkInBackground);
  }

  /** Comes when the agent is attached to a running JVM. */
  public static void agentmain(String options, Instrumentation instrumentation) {
    install(options, instrumentation).ifPresent(Installation::check);
  }

  private static synchronized Optional<Installation> install(
      String text, Instrumentation instrumentation) {
    if (Installation.isThere()) {
      AgentLog.say("the agent is in this JVM already; the second one is not installed");
      return Optional.empty();
    }
    try {
      AgentContext context = context(AgentOptions.parse(text), instrumentation);
      Installation installation = new Installation(context, features());
      installation.install();
      return Optional.of(installation);
    } catch (IllegalArgumentException e) {
      AgentLog.say(e.getMessage() + "; nothing is recorded");
    } catch (Throwable e) {
      AgentLog.say("not installed, the application goes on without: " + e);
    }
    return Optional.empty();
  }

  private static AgentContext context(AgentOptions options, Instrumentation instrumentation) {
    Recorders recorders = new Recorders();
    return new AgentContext(instrumentation, options, recorders, recorders, new StackCallers());
  }

  /** Returns what this agent can do; each part stands on its own. */
  private static List<Feature> features() {
    List<Feature> features = new ArrayList<>();
    return features;
  }

  private static void checkInBackground(Installation installation) {
    Thread thread = new Thread(installation::check, "postgres-wire-install");
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }
}
