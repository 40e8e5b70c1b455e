package dev.postgreswire.agent.install;

import dev.postgreswire.agent.AgentLog;
import java.util.Properties;

/**
 * What {@code attach} in another JVM learns of the agent in this one: a property beside the
 * system's, which the application does not see.
 */
public final class Presence {
  /** The property's name. */
  public static final String PROPERTY = "dev.postgreswire.agent";

  /** Its value once the agent is installed; before, it is the reason why it is not. */
  public static final String INSTALLED = "installed";

  private Presence() {}

  /** Says how things are. A JVM that has no such properties is told nothing. */
  public static void say(String state) {
    try {
      Object properties =
          Class.forName("jdk.internal.vm.VMSupport").getMethod("getAgentProperties").invoke(null);
      ((Properties) properties).setProperty(PROPERTY, state);
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      AgentLog.say("'attach' will not know that the agent is here: " + e);
    }
  }
}
