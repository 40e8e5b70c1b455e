package dev.postgreswire.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of this machine that reads what we write, such as tshark. Where it is missing a test is
 * skipped, save in continuous integration ({@code CI=true}), where it fails.
 */
public final class Tool {
  private static final long PATIENCE_SECONDS = 300;

  private final Path program;

  private Tool(Path program) {
    this.program = program;
  }

  /** Returns the first of {@code names} that is there. */
  public static Tool of(String... names) {
    for (String name : names) {
      for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
        Path program = Path.of(folder, name);
        if (Files.isExecutable(program)) {
          return new Tool(program);
        }
      }
    }
    boolean required = "true".equals(System.getenv("CI"));
    assertThat(required).as("%s is missing, which CI needs", List.of(names)).isFalse();
    assumeTrue(false, "skipped: " + List.of(names) + " is not on this machine");
    throw new AssertionError();
  }

  /** Runs it, and returns what it says; it must not fail. */
  public String run(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    Path output = Files.createTempFile("tool", ".out");
    Path errors = Files.createTempFile("tool", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      assertThat(ended).as("%s ended within %d s", command, PATIENCE_SECONDS).isTrue();
      assertThat(process.exitValue()).as("%s: %s", command, Files.readString(errors)).isZero();
      return Files.readString(output, StandardCharsets.UTF_8);
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }
}
