package dev.postgreswire.agent.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What came of a command.
 *
 * @param status its exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Command(int status, String out, String err) {
  private static final long PATIENCE_SECONDS = 300;

  /** Runs it to its end. */
  static Command run(List<String> words) throws IOException {
    Path out = Files.createTempFile("command", ".out");
    Path err = Files.createTempFile("command", ".err");
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(words + " does not end");
      }
      return new Command(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Runs this test's {@code java} to its end. */
  static Command java(String... arguments) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(RunningApplication.java());
    words.addAll(List.of(arguments));
    return run(words);
  }

  /** Runs {@code attach} of the agent's jar. */
  static Command attach(long pid, String... options) throws IOException {
    List<String> words = new ArrayList<>();
    words.add("-jar");
    words.add(RunningApplication.AGENT.toString());
    words.add("attach");
    words.add(Long.toString(pid));
    words.addAll(List.of(options));
    return java(words.toArray(String[]::new));
  }
}
