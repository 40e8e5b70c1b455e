package dev.postgreswire.benchmarks.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the programs of other people, on one core where that is asked for. */
final class Tool {
  private static final long PATIENCE_SECONDS = 60;
  private static final Map<String, String> SETTINGS =
      Map.of("PGSSLMODE", "disable", "PGGSSENCMODE", "disable", "LC_ALL", "C");

  private final boolean pinned;

  /**
   * Creates one.
   *
   * @param pinned whether all that it starts is to share one core
   */
  Tool(boolean pinned) {
    this.pinned = pinned;
  }

  boolean isPinned() {
    return pinned;
  }

  /**
   * Runs a program to its end.
   *
   * @return what it printed
   * @throws IllegalStateException when its exit status is another than 0
   */
  String run(String... command) throws IOException {
    Path output = Files.createTempFile("postgres-wire-benchmark", ".out");
    try {
      Process process = start(output, List.of(command));
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " failed: " + Files.readString(output));
      }
      return Files.readString(output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      Files.delete(output);
    }
  }

  /** Starts a program that goes on; what it says goes to a file. */
  Process start(Path output, List<String> command) throws IOException {
    List<String> line = new ArrayList<>(pinned ? List.of("taskset", "-c", "0") : List.of());
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().putAll(SETTINGS);
    return builder.start();
  }

  /** Puts a running program on the core that all share; what it starts from then on, too. */
  void pin(long process) throws IOException {
    if (pinned) {
      run("taskset", "-a", "-c", "-p", "0", Long.toString(process));
    }
  }

  /** Lets a program that {@link #pin} was called for use every core again. */
  void unpin(long process) {
    try {
      if (pinned) {
        int last = Runtime.getRuntime().availableProcessors() - 1;
        run("taskset", "-a", "-c", "-p", "0-" + last, Long.toString(process));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a port of this machine that nobody listens on. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Returns when a program accepts connections. */
  static void awaitListening(Process process, Path output, int port) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!isListening(port)) {
      if (hasEnded(process) || System.nanoTime() > end) {
        throw new IllegalStateException("it does not listen: " + Files.readString(output));
      }
    }
  }

  private static boolean hasEnded(Process process) {
    try {
      return process.waitFor(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
