package dev.postgreswire.agent.boot;

import java.util.function.BiFunction;

/**
 * Where a recorder on the application's class path finds the agent, whatever versions the two are
 * of: by types of the JDK only.
 */
public final class Link {
  private static volatile BiFunction<String, Object[], Object> agent;

  private Link() {}

  /**
   * Returns the agent of this JVM; null when there is none.
   *
   * @see dev.postgreswire.agent.install.AgentLink for what it can be asked
   */
  public static BiFunction<String, Object[], Object> agent() {
    return agent;
  }

  /** Says who the agent is. */
  public static void agent(BiFunction<String, Object[], Object> installed) {
    agent = installed;
  }
}
