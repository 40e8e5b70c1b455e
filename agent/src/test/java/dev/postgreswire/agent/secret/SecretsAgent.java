package dev.postgreswire.agent.secret;

import dev.postgreswire.agent.AgentOptions;
import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.agent.install.Installation;
import dev.postgreswire.agent.install.Recorders;
import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.tls.KeyLog;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** An agent that takes secrets and does nothing else, made of the classes on the class path. */
public final class SecretsAgent {
  static final KeyLog KEY_LOG = KeyLog.empty();
  static final Recorder RECORDER = new Recorder(RecorderOptions.defaults(), KEY_LOG);
  static final SecretGate GATE = new SecretGate(RECORDER);

  private SecretsAgent() {}

  /** Comes before the program. */
  public static void premain(String options, Instrumentation instrumentation)
      throws ReflectiveOperationException, IOException {
    Installation.prepare(instrumentation);
    AgentContext context =
        new AgentContext(
            instrumentation,
            AgentOptions.defaults(),
            GATE,
            new Recorders(),
            () -> Caller.inThread(Thread.currentThread().getName()));
    new Installation(context, List.of(new SecretFeature(GATE))).install();
  }

  /** Writes a jar that names this agent, whose classes are on the class path. */
  static Path writeJar(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", SecretsAgent.class.getName());
    attributes.putValue("Can-Redefine-Classes", "true");
    attributes.putValue("Can-Retransform-Classes", "true");
    Path jar = folder.resolve("secrets-agent.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }
}
