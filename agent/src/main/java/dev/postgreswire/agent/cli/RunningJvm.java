package dev.postgreswire.agent.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.postgreswire.agent.install.Presence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;

/** A JVM on this machine into which the agent is to be put. */
final class RunningJvm {
  private static final int OLDEST_JAVA = 17;

  private final TargetProcess process;

  private RunningJvm(TargetProcess process) {
    this.process = process;
  }

  /**
   * Returns the JVM with a process id. It has not noticed anything of this.
   *
   * @throws Failure when there is none that can be attached to
   */
  static RunningJvm of(long pid) {
    TargetProcess process = TargetProcess.of(pid);
    process.checkIsJvm();
    process.checkListens();
    return new RunningJvm(process);
  }

  /**
   * Puts the agent into it, and returns what it is called.
   *
   * @throws Failure when that is not possible, or the agent is there already
   */
  String attach(Path jar, String options) {
    process.checkSees(jar);
    try {
      VirtualMachine jvm = VirtualMachine.attach(Long.toString(process.pid()));
      try {
        return attach(jvm, jar, options);
      } finally {
        jvm.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw process.failure("cannot be attached to: " + reason(e), e);
    } catch (NoClassDefFoundError e) {
      throw new Failure(
          "this Java, "
              + System.getProperty("java.home")
              + ", cannot attach: its module jdk.attach is not there; run a JDK's",
          e);
    }
  }

  private String attach(VirtualMachine jvm, Path jar, String options) throws IOException {
    Properties system = jvm.getSystemProperties();
    checkJava(system.getProperty("java.specification.version", ""));
    if (Presence.INSTALLED.equals(state(jvm))) {
      throw process.failure("has the agent already; it keeps the options that it has");
    }
    try {
      jvm.loadAgent(jar.toString(), options);
    } catch (AgentLoadException | AgentInitializationException e) {
      throw process.failure(
          "did not take " + jar + ": " + reason(e) + "; can its user read that file?", e);
    }
    String state = state(jvm);
    if (!Presence.INSTALLED.equals(state)) {
      throw process.failure(
          "goes on without the agent: "
              + (state == null ? "its standard error may say why" : state));
    }
    return process.pid() + " " + name(system);
  }

  private static String state(VirtualMachine jvm) throws IOException {
    return jvm.getAgentProperties().getProperty(Presence.PROPERTY);
  }

  private void checkJava(String version) {
    String major = version.startsWith("1.") ? version.substring(2) : version;
    if (major.matches("\\d+") && Integer.parseInt(major) < OLDEST_JAVA) {
      throw process.failure("runs Java " + major + "; the agent needs " + OLDEST_JAVA);
    }
  }

  /** Returns the main class or jar, without its arguments: they may hold passwords. */
  private static String name(Properties system) {
    String command = system.getProperty("sun.java.command", "").strip();
    return "(" + (command.isEmpty() ? "unnamed" : command.split("\\s", 2)[0]) + ")";
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.strip().split("\\R", 2)[0];
  }
}
