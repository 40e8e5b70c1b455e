package dev.postgreswire.agent.output;

/** What the application is called. */
final class JvmName {
  private JvmName() {}

  /**
   * Returns its main class or jar, and its process. What else its command line says may be secret.
   */
  static String get() {
    String command = System.getProperty("sun.java.command", "").trim();
    int space = command.indexOf(' ');
    String main = space < 0 ? command : command.substring(0, space);
    return (main.isEmpty() ? "application" : main) + ", process " + ProcessHandle.current().pid();
  }
}
