package dev.postgreswire.benchmarks.endurance;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that is talked to, a line at a time. */
final class JvmProcess implements AutoCloseable {
  private final Process process;
  private final Path err;
  private final PrintStream in;
  private final BufferedReader out;

  private JvmProcess(List<String> command, Path err) throws IOException {
    this.err = err;
    this.process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts one, of the JDK that runs this.
   *
   * @param err what it writes to standard error goes there
   * @param arguments of {@code java}
   */
  static JvmProcess start(Path err, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return new JvmProcess(command, err);
  }

  /** Returns the class path of this JVM, without what only records. */
  static String classPath() {
    return System.getProperty("java.class.path") + File.pathSeparator;
  }

  /** The agent as it is built. */
  static String agentJar() {
    return System.getProperty("agent.jar");
  }

  long pid() {
    return process.pid();
  }

  void say(String line) {
    in.println(line);
  }

  /** Returns its next line. */
  String answer() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("it has ended: " + process.onExit().join() + err());
    }
    return line;
  }

  /** Returns what it has written to standard error. */
  String err() throws IOException {
    return Files.readString(err);
  }

  /** Closes its input, sends SIGTERM if that does not concern it, and returns its exit status. */
  int end(boolean bySignal) {
    if (bySignal) {
      process.toHandle().destroy();
    } else {
      in.close();
    }
    return process.onExit().join().exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
