package dev.postgreswire.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postgreswire.WireRecorder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Brings the agent into this JVM. A JVM may not attach to itself, so a short-lived process of the
 * same JDK does it.
 */
final class SelfAttach {
  private static final long MOST_SECONDS = 60;
  private static Optional<String> outcome;

  private SelfAttach() {}

  /**
   * Brings the agent in, unless it is there. Only the first call tries.
   *
   * @return why it is not there, a sentence that says what to do; empty when it is
   */
  static synchronized Optional<String> attach() {
    if (WireRecorder.hasAgent()) {
      return Optional.empty();
    }
    if (outcome == null) {
      outcome =
          tried()
              .map(
                  reason ->
                      reason + "; or start the tests with -javaagent:postgres-wire-agent.jar");
    }
    return outcome;
  }

  private static Optional<String> tried() {
    Optional<Path> jar = AgentJar.find();
    if (jar.isEmpty()) {
      return Optional.of(
          "the agent cannot be brought in, for its jar is not on the class path; add"
              + " dev.postgreswire:postgres-wire-agent to the tests' dependencies");
    }
    if (isForbidden()) {
      return Optional.of(
          "the agent cannot be brought in, for this JVM runs with -XX:+DisableAttachMechanism");
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", executable());
    if (!Files.isExecutable(java)) {
      return Optional.of("the agent cannot be brought in, for there is no " + java);
    }
    return run(java, jar.get());
  }

  private static String executable() {
    return System.getProperty("os.name", "").startsWith("Windows") ? "java.exe" : "java";
  }

  /** Asks the JVM: an attempt would leave a thread dump in the tests' output. */
  private static boolean isForbidden() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .reduce(false, SelfAttach::forbids, (before, last) -> last);
  }

  private static boolean forbids(boolean before, String argument) {
    return argument.equals("-XX:+DisableAttachMechanism")
        || (before && !argument.equals("-XX:-DisableAttachMechanism"));
  }

  private static Optional<String> run(Path java, Path jar) {
    List<String> command =
        List.of(
            java.toString(),
            "-jar",
            jar.toString(),
            "attach",
            Long.toString(ProcessHandle.current().pid()));
    Path said = null;
    try {
      said = Files.createTempFile("postgres-wire-attach", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().keySet().removeIf(SelfAttach::changesJava);
      Process process = builder.redirectOutput(said.toFile()).start();
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.of("the agent could not be brought in within " + MOST_SECONDS + " s");
      }
      return WireRecorder.hasAgent()
          ? Optional.empty()
          : Optional.of(
              "the agent could not be brought in: " + Files.readString(said, UTF_8).strip());
    } catch (IOException e) {
      return Optional.of("the agent could not be brought in: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the agent could not be brought in, for the thread was interrupted");
    } finally {
      delete(said);
    }
  }

  /** Options for the tests' JVM, such as a debugger's port, are not for the helper. */
  private static boolean changesJava(String variable) {
    return variable.equals("JAVA_TOOL_OPTIONS")
        || variable.equals("JDK_JAVA_OPTIONS")
        || variable.equals("_JAVA_OPTIONS");
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
