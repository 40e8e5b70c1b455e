package dev.postgreswire.agent.output;

import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.postgresql.Driver;

/** A {@link SmallApplication} under the agent, in a process of its own. */
public final class RunningApplication implements AutoCloseable {
  private final Process process;
  private final PrintStream in;
  private final BufferedReader out;
  private final CompletableFuture<String> err;

  private RunningApplication(List<String> command) throws IOException {
    process = new ProcessBuilder(command).start();
    in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    out = process.inputReader(StandardCharsets.UTF_8);
    err = inThread(() -> read(process.getErrorStream()));
  }

  /**
   * Starts one.
   *
   * @param options the agent's
   * @param parameters of the driver
   */
  public static RunningApplication with(String options, String... parameters) throws IOException {
    return start(
        List.of("-javaagent:" + System.getProperty("agent.jar") + "=" + options), parameters);
  }

  /**
   * Starts one whose machine is short of something.
   *
   * @param limit a command that runs another, and its arguments; may be empty
   * @param jvmOptions the JVM's
   * @param options the agent's
   */
  static RunningApplication within(
      List<String> limit, List<String> jvmOptions, String options, String... parameters)
      throws IOException {
    List<String> jvm = new ArrayList<>(jvmOptions);
    jvm.add("-javaagent:" + System.getProperty("agent.jar") + "=" + options);
    return start(limit, jvm, parameters);
  }

  /** Starts one without the agent. */
  static RunningApplication alone(String... parameters) throws IOException {
    return start(List.of(), parameters);
  }

  private static RunningApplication start(List<String> jvmOptions, String... parameters)
      throws IOException {
    return start(List.of(), jvmOptions, parameters);
  }

  private static RunningApplication start(
      List<String> limit, List<String> jvmOptions, String... parameters) throws IOException {
    List<String> command = new ArrayList<>(limit);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    // Nothing else of what is tested here: it would be found before what is in the jar.
    command.addAll(
        List.of("-cp", home(SmallApplication.class) + File.pathSeparator + home(Driver.class)));
    command.add(SmallApplication.class.getName());
    command.add(TestServer.current().jdbcUrl(TestRole.SCRAM, parameters));
    return new RunningApplication(command);
  }

  private static String home(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }

  /** Does something in a thread of its own: the common pool may have but one, which is busy. */
  static <T> CompletableFuture<T> inThread(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, command -> new Thread(command).start());
  }

  /** Has it do something, and returns its answer; null when it has ended. */
  public String does(String line) throws IOException {
    in.println(line);
    return out.readLine();
  }

  /** Opens a connection, and has it say something. */
  public void says(String sql) throws IOException {
    if (!"done".equals(does("open")) || does(sql) == null) {
      throw new AssertionError(end());
    }
  }

  /** Returns the number of its process. */
  String pid() {
    return Long.toString(process.pid());
  }

  /** Sends SIGKILL, and waits for the end. */
  Ended kill() {
    process.destroyForcibly();
    return ended();
  }

  /** Sends SIGTERM, and waits for the end. */
  Ended terminate() {
    process.toHandle().destroy();
    return ended();
  }

  /** Closes its input, and waits for the end. */
  public Ended end() {
    in.close();
    return ended();
  }

  private Ended ended() {
    return new Ended(process.onExit().join().exitValue(), err.join());
  }

  /** What is left of it. */
  public record Ended(int status, String err) {}

  private static String read(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
