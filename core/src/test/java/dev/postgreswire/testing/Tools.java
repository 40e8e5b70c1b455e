package dev.postgreswire.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Programs that a test needs and a user's machine may not have. */
public final class Tools {
  private Tools() {}

  /**
   * Runs a program and returns what it prints. Without it the test is skipped, but on CI, where it
   * fails.
   *
   * @param directory for its output
   */
  public static String run(Path directory, String program, String... arguments)
      throws IOException, InterruptedException {
    if (!"true".equals(System.getenv("CI"))) {
      assumeThat(isThere(program)).as("this test needs " + program + " on the PATH").isTrue();
    }
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    Path output = directory.resolve(program + ".out");
    new ProcessBuilder(command)
        .redirectOutput(output.toFile())
        .redirectError(directory.resolve(program + ".err").toFile())
        .start()
        .waitFor();
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }
}
