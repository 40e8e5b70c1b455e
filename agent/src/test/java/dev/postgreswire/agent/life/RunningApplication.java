package dev.postgreswire.agent.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.Driver;

/** A JVM with an application in it, told what to do from here. */
final class RunningApplication implements AutoCloseable {
  /** The jar as users have it. */
  static final Path AGENT = Path.of(System.getProperty("agent.jar"));

  private static final long PATIENCE_SECONDS = 300;

  private final Process process;
  private final Path errors;
  private final BufferedReader out;
  private final PrintStream in;

  private RunningApplication(ProcessBuilder builder) throws IOException {
    this.errors = Files.createTempFile("application", ".err");
    this.process = builder.redirectError(errors.toFile()).start();
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** Starts one with options for the JVM, and waits until it listens. */
  static RunningApplication start(String... options) throws IOException {
    return start(Application.class, List.of(), options);
  }

  /** Starts another with more on its class path. */
  static RunningApplication start(Class<?> main, List<Path> classPath, String... options)
      throws IOException {
    return start(List.of(), main, classPath, options);
  }

  /** Starts one by a command in front, such as {@code unshare -m}. */
  static RunningApplication start(
      List<String> before, Class<?> main, List<Path> classPath, String... options)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(java());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(classPath(main, classPath));
    command.add(main.getName());
    command.add(TestServer.current().jdbcUrl(TestRole.SCRAM));
    RunningApplication application = new RunningApplication(new ProcessBuilder(command));
    String first = application.out.readLine();
    assertThat(first).as(application::errors).isEqualTo(Application.READY);
    return application;
  }

  /** Returns the {@code java} that runs this. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath(Class<?> main, List<Path> more) {
    StringBuilder path = new StringBuilder(place(main)).append(File.pathSeparator);
    more.forEach(each -> path.append(each).append(File.pathSeparator));
    return path.append(place(Driver.class)).toString();
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Returns what it answers. */
  String told(String line) throws IOException {
    in.println(line);
    String answer = out.readLine();
    assertThat(answer).as(this::errors).isNotNull();
    return answer;
  }

  /** Tells it something after which it will not answer any more, and returns its exit status. */
  int toldLast(String line) {
    in.println(line);
    return end();
  }

  /** Waits for its end, which comes when nobody tells it anything any more. */
  int end() {
    in.close();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  /** Returns what it wrote to standard error so far. */
  String errors() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Returns what it wrote to standard error so far, save the JVM's own warnings. */
  List<String> complaints() {
    return errors().lines().filter(line -> !line.startsWith("WARNING: ")).toList();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Files.delete(errors);
  }
}
