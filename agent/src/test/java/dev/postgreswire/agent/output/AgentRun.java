package dev.postgreswire.agent.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jar as a command. */
final class AgentRun {
  private AgentRun() {}

  /** Returns what {@code decode} makes of a capture. */
  static String decode(Path capture) throws IOException {
    return run("decode", capture.toString());
  }

  /** Runs it, and returns what it writes. */
  static String run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", System.getProperty("agent.jar")));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new AssertionError(out);
    }
    return out;
  }
}
