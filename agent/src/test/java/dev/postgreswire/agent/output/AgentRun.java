package dev.postgreswire.agent.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The jar as a command. */
final class AgentRun {
  private AgentRun() {}

  /** Returns what {@code decode} makes of a capture. */
  static String decode(Path capture) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("agent.jar"),
                "decode",
                capture.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new AssertionError(out);
    }
    return out;
  }
}
