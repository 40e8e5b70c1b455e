package dev.postgreswire.agent.cli;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of somebody else's, run in a process of its own. */
final class Tool {
  private static final long PATIENCE_SECONDS = 300;

  private final List<String> command;

  private Tool(List<String> command) {
    this.command = command;
  }

  /**
   * Finds a program by its name or path. Without it the test is skipped, and says so; with {@code
   * CI=true} it fails.
   */
  static Tool find(String program, String whence) {
    String path = System.getenv("PATH");
    boolean found =
        Arrays.stream(path.split(":"))
            .map(folder -> Path.of(folder).resolve(program))
            .anyMatch(Files::isExecutable);
    if (!found) {
      missing(program + " is not installed; it is in " + whence);
    }
    return new Tool(List.of(program));
  }

  /** Ends the test because something that it needs is not here. */
  static void missing(String text) {
    if ("true".equals(System.getenv("CI"))) {
      fail(text);
    }
    abort(text);
  }

  /** Returns the same with arguments that are always there. */
  Tool with(String... arguments) {
    List<String> longer = new ArrayList<>(command);
    longer.addAll(List.of(arguments));
    return new Tool(longer);
  }

  /** Runs it to its end. */
  Result run(String... arguments) {
    return run(Map.of(), arguments);
  }

  /** Runs it to its end with variables in its environment. */
  Result run(Map<String, String> environment, String... arguments) {
    try {
      return Result.of(start(environment, arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it. */
  Process start(Map<String, String> environment, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(with(arguments).command);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /**
   * What came of it.
   *
   * @param status the exit status
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  record Result(int status, String out, String err) {
    /** Waits for the end of a process. */
    static Result of(Process process) {
      StringBuilder err = new StringBuilder();
      Thread reader = new Thread(() -> err.append(read(process.getErrorStream())));
      reader.start();
      String out = read(process.getInputStream());
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          fail(process.info().commandLine().orElse("a process") + " does not end");
        }
        reader.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      return new Result(process.exitValue(), out, err.toString());
    }

    private static String read(InputStream in) {
      try {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Returns the standard output of a success; anything else fails the test. */
    String output() {
      if (status != 0) {
        fail("exit status " + status + "\n" + out + err);
      }
      return out;
    }
  }
}
