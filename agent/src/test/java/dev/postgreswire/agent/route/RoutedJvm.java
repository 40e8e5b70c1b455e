package dev.postgreswire.agent.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs an application in a JVM of its own. */
final class RoutedJvm {
  private static final long PATIENCE_SECONDS = 300;

  private RoutedJvm() {}

  /** Runs it without the agent, and returns what it printed. */
  static String plain(Class<?> main, String... arguments) throws Exception {
    return run(command(List.of(), List.of(), main, arguments));
  }

  /** Runs it with the agent, which takes some ports for PostgreSQL's. */
  static String routed(
      Class<?> main, List<Integer> ports, List<Path> libraries, String... arguments)
      throws Exception {
    return run(command(List.of(agent(ports)), libraries, main, arguments));
  }

  static String agent(List<Integer> ports) {
    StringBuilder option = new StringBuilder("-javaagent:" + System.getProperty("agent.jar"));
    String separator = "=";
    for (int port : ports) {
      option.append(separator).append("target=localhost:").append(port);
      separator = ",";
    }
    return option.toString();
  }

  static List<String> command(
      List<String> options, List<Path> libraries, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    StringBuilder path = new StringBuilder();
    libraries.forEach(library -> path.append(library).append(':'));
    command.add(path + System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("routed", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly().waitFor();
      String text = Files.readString(output);
      assertThat(ended).as(text).isTrue();
      assertThat(process.exitValue()).as(text).isZero();
      return text;
    } finally {
      Files.delete(output);
    }
  }
}
