package dev.postgreswire.benchmarks.jvm;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** HAProxy in TCP mode before one server. */
final class HaProxy implements AutoCloseable {
  private final Process process;
  private final int port;

  private HaProxy(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one, and returns when it listens. */
  static HaProxy start(Path folder, int serverPort) throws IOException {
    int port = freePort();
    List<String> configuration =
        List.of(
            "defaults",
            "  mode tcp",
            "  timeout connect 10s",
            "  timeout client 1h",
            "  timeout server 1h",
            "listen postgres",
            "  bind 127.0.0.1:" + port,
            "  server one 127.0.0.1:" + serverPort);
    Path file = Files.write(folder.resolve("haproxy.cfg"), configuration);
    Process process =
        new ProcessBuilder("haproxy", "-db", "-q", "-f", file.toString()).inheritIO().start();
    awaitListening(process, port);
    return new HaProxy(process, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListening(Process process, int port) throws IOException {
    while (!listens(port)) {
      if (hasEnded(process)) {
        throw new IOException("haproxy has ended with status " + process.exitValue());
      }
    }
  }

  /** Gives it a few milliseconds. */
  private static boolean hasEnded(Process process) throws IOException {
    try {
      return process.waitFor(5, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while haproxy was to begin");
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
