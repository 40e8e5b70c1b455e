package dev.postgreswire.agent;

import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.agent.install.Feature;
import dev.postgreswire.agent.install.Installation;
import dev.postgreswire.agent.install.Presence;
import dev.postgreswire.agent.install.Recorders;
import dev.postgreswire.agent.install.StackCallers;
import dev.postgreswire.agent.output.Outputs;
import dev.postgreswire.agent.route.RouteFeature;
import dev.postgreswire.agent.route.RoutedSockets;
import dev.postgreswire.agent.route.Targets;
import dev.postgreswire.agent.secret.SecretFeature;
import dev.postgreswire.agent.secret.SecretGate;
import dev.postgreswire.agent.tap.TapFeature;
import dev.postgreswire.loopback.Log;
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
      AgentOptions options = AgentOptions.parse(text);
      Installation.prepare(instrumentation);
      Log.to(AgentLog::say);
      Recorders recorders = new Recorders();
      SecretGate gate = new SecretGate(recorders);
      AgentContext context =
          new AgentContext(instrumentation, options, gate, recorders, new StackCallers());
      if (options.hasOutputs()) {
        Outputs.start(context);
      }
      Installation installation = new Installation(context, features(options, gate));
      installation.install();
      return Optional.of(installation);
    } catch (IllegalArgumentException e) {
      AgentLog.say(e.getMessage() + "; nothing is recorded");
    } catch (Throwable e) {
      AgentLog.say("not installed, the application goes on without: " + e);
      Presence.say("not installed: " + e);
    }
    return Optional.empty();
  }

  /** Returns what this agent can do; each part stands on its own. */
  private static List<Feature> features(AgentOptions options, SecretGate gate) {
    RoutedSockets sockets = new RoutedSockets();
    Targets targets = new Targets(options.targets());
    List<Feature> features = new ArrayList<>();
    features.add(new RouteFeature(sockets, targets));
    features.add(new TapFeature(sockets, targets));
    features.add(new SecretFeature(gate));
    return features;
  }

  private static void checkInBackground(Installation installation) {
    Thread thread = new Thread(installation::check, "postgres-wire-install");
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }
}
