package dev.postgreswire.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The jar as users run it. */
final class AgentJar {
  /** Where the build has put it. */
  static final Path FILE = Path.of(System.getProperty("agent.jar"));

  private static final Tool JAVA =
      Tool.find("env", "coreutils")
          .with(Path.of(System.getProperty("java.home"), "bin", "java").toString())
          .with("-jar", FILE.toString());

  private AgentJar() {}

  /** Runs it to its end. */
  static Tool.Result run(String... arguments) {
    return JAVA.run(arguments);
  }

  /** Starts {@code proxy}, and returns once it listens. */
  static RunningProxy proxy(String... arguments) {
    return proxy(JAVA, arguments);
  }

  /**
   * Starts {@code proxy} where there is little of something.
   *
   * @param descriptors how many files and sockets may be open
   * @param heap how much memory there is, as in {@code 32m}
   */
  static RunningProxy proxyWithin(int descriptors, String heap, String... arguments) {
    return proxy(within(descriptors, heap), arguments);
  }

  private static Tool within(int descriptors, String heap) {
    String limit = "--nofile=" + descriptors + ":" + descriptors;
    return Tool.find("prlimit", "Debian's package util-linux")
        .with(limit, Path.of(System.getProperty("java.home"), "bin", "java").toString())
        .with("-Xmx" + heap, "-jar", FILE.toString());
  }

  private static RunningProxy proxy(Tool jar, String... arguments) {
    try {
      Process process = jar.with("proxy").start(Map.of(), arguments);
      return new RunningProxy(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A proxy that listens. */
  static final class RunningProxy implements AutoCloseable {
    private static final String LISTENING = "listening on ";

    private final Process process;
    private final BufferedReader out;
    private final String address;

    private RunningProxy(Process process) throws IOException {
      this.process = process;
      this.out = process.inputReader(StandardCharsets.UTF_8);
      String first = out.readLine();
      if (first == null || !first.startsWith(LISTENING)) {
        throw new AssertionError(first + " " + Tool.Result.of(process));
      }
      this.address = first.substring(LISTENING.length());
    }

    /** Returns {@code host:port}. */
    String address() {
      return address;
    }

    String host() {
      return address.substring(0, address.lastIndexOf(':'));
    }

    String port() {
      return address.substring(address.lastIndexOf(':') + 1);
    }

    /** Returns the next line of standard output. */
    String nextLine() throws IOException {
      return out.readLine();
    }

    /** Sends SIGTERM, and waits for the end. */
    Tool.Result stop() throws IOException {
      // Not of the process itself: that would close its output.
      process.toHandle().destroy();
      StringBuilder rest = new StringBuilder();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        rest.append(line).append('\n');
      }
      Tool.Result result = Tool.Result.of(process);
      return new Tool.Result(result.status(), rest.toString(), result.err());
    }

    /** Sends SIGKILL, and waits for the end. */
    void kill() {
      process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
      kill();
    }
  }
}
