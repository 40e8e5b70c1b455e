package dev.postgreswire.matrix;

import dev.postgreswire.testing.TestRole;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The system's psql, reading a script from its standard input. */
final class Psql implements AutoCloseable {
  private static final int PATIENCE = 300;

  private final Process process;
  private final BufferedReader output;

  private Psql(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Skips the test, and says why, where there is no psql. */
  static void assumeInstalled() {
    boolean installed =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> new File(folder, "psql").canExecute());
    Assumptions.assumeTrue(installed, "psql is not installed: no such program in the PATH");
  }

  /** Starts it with a script, which it runs to the end whatever fails. */
  static Psql start(int port, TestRole role, String script) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("psql", "-X", "-A", "-t", "-d", "postgres"));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("PGHOST", "127.0.0.1");
    builder.environment().put("PGPORT", Integer.toString(port));
    builder.environment().put("PGUSER", role.userName());
    builder.environment().put("PGSSLMODE", "disable");
    builder.environment().put("PGCLIENTENCODING", "UTF8");
    role.password().ifPresent(password -> builder.environment().put("PGPASSWORD", password));
    Psql psql = new Psql(builder.redirectErrorStream(true).start());
    try (Writer input = psql.process.outputWriter(StandardCharsets.UTF_8)) {
      input.write(script);
    }
    return psql;
  }

  /** Runs a script to its end, and returns what psql says, errors included. */
  static String run(int port, TestRole role, String script) throws Exception {
    try (Psql psql = start(port, role, script)) {
      return psql.rest();
    }
  }

  /** Waits for a line of what psql says. */
  void await(String text) throws IOException {
    String line = output.readLine();
    while (line == null || !line.contains(text)) {
      if (line == null) {
        throw new EOFException("psql ended without saying: " + text);
      }
      line = output.readLine();
    }
  }

  /** Does what Ctrl-C does. */
  void interrupt() throws Exception {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  /** Waits for its end, and returns what it still says. */
  String rest() throws Exception {
    StringBuilder text = new StringBuilder();
    output.lines().forEach(line -> text.append(line).append('\n'));
    if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
      throw new IllegalStateException("psql does not end");
    }
    return text.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
