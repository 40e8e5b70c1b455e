package dev.postgreswire.benchmarks.jvm;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An {@link Application} that is running. */
final class ApplicationProcess implements AutoCloseable {
  private final String name;
  private final Process process;
  private final PrintStream commands;
  private final BufferedReader answers;

  private ApplicationProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one.
   *
   * @param folder where it runs, and may leave files
   * @param url of the server
   */
  static ApplicationProcess start(Variant variant, Path folder, String url) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(variant.jvmOptions());
    command.addAll(List.of("-cp", classPath()));
    command.add(Application.class.getName());
    command.addAll(List.of(url, variant.recording().name(), variant.wrapper().name()));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(Redirect.INHERIT)
            .start();
    return new ApplicationProcess(variant.name(), process);
  }

  /**
   * Returns our own, as it is called in another folder. Without the agent: its classes would come
   * from here, not from the jar of {@code -javaagent}.
   */
  static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(each -> Path.of(each).toAbsolutePath())
        .filter(each -> !each.getFileName().toString().startsWith("postgres-wire-agent"))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Returns how many nanoseconds one run took in the mean.
   *
   * @param settling how many runs on the new connection do not count: statements get prepared,
   *     buffers get their sizes, the server's process fills its caches
   */
  double measure(Load load, int settling, int times, int threads) throws IOException {
    commands.println(load.word() + " " + settling + " " + times + " " + threads);
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the application of '" + name + "' has ended; see what it said above");
    }
    return Double.parseDouble(answer);
  }

  /** Has it end by itself. */
  @Override
  public void close() throws IOException {
    commands.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while '" + name + "' was to end");
    }
  }
}
