package dev.postgreswire.agent.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An application that has run to its end in a process of its own.
 *
 * @param output what it printed, by lines
 * @param errors what is on its standard error
 * @param json where the agent has written the recording
 */
record Run(List<String> output, String errors, Path json) {
  private static final Path FOLDER = Path.of("target", "matrix").toAbsolutePath();
  private static final String AGENT = "-javaagent:" + System.getProperty("agent.jar");
  private static final long PATIENCE_SECONDS = 300;

  /** Runs the cells of a driver without the agent. */
  static Run plain(DriverApplication driver, Properties settings) {
    return of(driver.text() + "-plain", driver.command(List.of()), with(driver, settings));
  }

  /** Runs them under the agent. */
  static Run recorded(DriverApplication driver, Route route, Properties settings) {
    String name = driver.text() + "-" + route.text();
    List<String> command = driver.command(List.of(agent(name, route)));
    return of(name, command, with(driver, settings));
  }

  /** Returns what makes a JVM run with the agent, which writes below a name. */
  static String agent(String name, Route route) {
    return AGENT + "=route=" + route.text() + ",json=" + json(name);
  }

  private static Path json(String name) {
    return FOLDER.resolve(name + ".jsonl");
  }

  private static Properties with(DriverApplication driver, Properties settings) {
    Properties more = new Properties();
    more.putAll(settings);
    more.setProperty(
        "cells", driver.cells().stream().map(Cell::name).collect(Collectors.joining(",")));
    return more;
  }

  /** Runs a command, with its settings as its last argument. */
  static Run of(String name, List<String> command, Properties settings) {
    try {
      Files.createDirectories(FOLDER);
      Files.deleteIfExists(json(name));
      Path file = FOLDER.resolve(name + ".properties");
      try (OutputStream out = Files.newOutputStream(file)) {
        settings.store(out, null);
      }
      Path out = FOLDER.resolve(name + ".out");
      Path err = FOLDER.resolve(name + ".err");
      Process process =
          new ProcessBuilder(Stream.concat(command.stream(), Stream.of(file.toString())).toList())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      end(name, process);
      return new Run(Files.readAllLines(out), Files.readString(err), json(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(String name, Process process) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        fail(name + " does not end; see " + FOLDER);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertThat(process.exitValue()).as("%s, see %s", name, FOLDER).isZero();
  }

  /** Returns what it has printed about a cell, or something else with a name. */
  List<String> about(String name) {
    return output.stream()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + ":"))
        .toList();
  }

  /** Returns what the agent has said. */
  List<String> saidByTheAgent() {
    return errors.lines().filter(line -> line.startsWith("postgres-wire")).toList();
  }
}
