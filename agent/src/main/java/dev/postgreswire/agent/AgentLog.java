package dev.postgreswire.agent;

/**
 * Says something on standard error, a line. No logger: the application has not set up its own yet,
 * and must be the first to touch it.
 */
public final class AgentLog {
  private AgentLog() {}

  /** Prints a line. It never fails. */
  public static void say(String text) {
    try {
      System.err.println("postgres-wire: " + text);
    } catch (RuntimeException | Error e) {
      // There is nobody left to tell.
      return;
    }
  }
}
