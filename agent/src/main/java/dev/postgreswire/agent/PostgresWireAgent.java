package dev.postgreswire.agent;

import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.agent.install.Feature;
import dev.postgreswire.agent.install.Installation;
import dev.postgreswire.agent.install.Recorders;
import dev.postgreswire.agent.secret.SecretFeature;
import dev.postgreswire.agent.secret.SecretGate;
import dev.postgreswire.recording.Caller;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** Where the JVM enters the agent. */
public final class PostgresWireAgent {
  private PostgresWireAgent() {}

  /** Comes before the application's {@code main}, with {@code -javaagent}. */
  public static void premain(String options, Instrumentation instrumentation) {
    install(instrumentation);
  }

  /** Comes when the agent is attached to a running JVM. */
  public static void agentmain(String options, Instrumentation instrumentation) {
    install(instrumentation);
  }

  private static void install(Instrumentation instrumentation) {
    Recorders recorders = new Recorders();
    SecretGate gate = new SecretGate(recorders);
    AgentContext context =
        new AgentContext(
            instrumentation,
            AgentOptions.defaults(),
            gate,
            recorders,
            () -> Caller.inThread(Thread.currentThread().getName()));
    try {
      new Installation(context, features(gate)).install();
    } catch (ReflectiveOperationException | IOException | RuntimeException | Error e) {
      AgentLog.say("not installed, the application goes on without: " + e);
    }
  }

  private static List<Feature> features(SecretGate gate) {
    return List.of(new SecretFeature(gate));
  }
}
