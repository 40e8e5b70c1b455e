package dev.postgreswire.agent.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@link TapApplication} in a JVM of its own, with the agent's jar. */
final class TappedJvm {
  private static final long PATIENCE_SECONDS = 300;

  private TappedJvm() {}

  /** Runs a scenario; returns what it printed on both outputs. */
  static String run(String scenario, String... arguments) {
    String agent = "-javaagent:" + System.getProperty("agent.jar") + "=route=tap";
    return start(List.of(agent), scenario, arguments);
  }

  /** Runs a scenario that gets itself an agent. */
  static String runWithoutAgent(String scenario, String... arguments) {
    return start(List.of(), scenario, arguments);
  }

  private static String start(List<String> options, String scenario, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(TapApplication.class.getName());
    command.add(scenario);
    command.addAll(List.of(arguments));
    try {
      return run(command);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("tapped", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      String text = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(ended).as(text).isTrue();
      assertThat(process.exitValue()).as(text).isZero();
      assertThat(text).doesNotContain(LinkedRecording.BREAKS_PROTOCOL);
      return text;
    } finally {
      Files.delete(output);
    }
  }
}
