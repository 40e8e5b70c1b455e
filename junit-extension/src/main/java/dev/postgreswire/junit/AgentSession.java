package dev.postgreswire.junit;

import dev.postgreswire.WireRecorder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Begins to record before the first test is looked for, where the agent is there or is to be
 * brought in: so a pool or an application context that one test opens is seen from its first byte
 * in all tests. JUnit finds it by its name in {@code META-INF/services}.
 */
public final class AgentSession implements LauncherSessionListener {
  /** JUnit creates it. */
  public AgentSession() {}

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    try {
      AgentPolicy policy = AgentPolicy.of(configured());
      if (policy == AgentPolicy.ALWAYS) {
        SelfAttach.attach(); // why it failed is said by the tests that need it
      }
      if (policy != AgentPolicy.NEVER && WireRecorder.hasAgent()) {
        WireRecorder.ofThisJvm();
      }
    } catch (RuntimeException | LinkageError e) {
      // A mistake in the configuration is told by the first test that is recorded, not here, where
      // it would keep all tests from running.
      return;
    }
  }

  /** Returns the system property, else what {@code junit-platform.properties} says. */
  private static Optional<String> configured() {
    String property = System.getProperty(AgentPolicy.PROPERTY);
    return property != null ? Optional.of(property) : inFile();
  }

  private static Optional<String> inFile() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    if (loader == null) {
      return Optional.empty();
    }
    try (InputStream in = loader.getResourceAsStream("junit-platform.properties")) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return Optional.ofNullable(properties.getProperty(AgentPolicy.PROPERTY));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
