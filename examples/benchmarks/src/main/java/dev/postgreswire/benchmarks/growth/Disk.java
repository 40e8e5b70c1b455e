package dev.postgreswire.benchmarks.growth;

import dev.postgreswire.benchmarks.measure.Client;
import dev.postgreswire.benchmarks.measure.TemporaryFolder;
import dev.postgreswire.testing.Messages;
import dev.postgreswire.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A recording of any length on disk: {@code proxy --out} writes it while a client talks to a real
 * server, {@code decode} reads it back, both in a heap that does not grow with it.
 */
final class Disk {
  private static final int ROWS = 1000;
  private static final int PIPELINED = 100;

  private final TestServer server;
  private final Path folder;
  private final String heap;
  private final boolean captureOnly;

  /**
   * Prepares.
   *
   * @param folder where the recording goes, and is deleted again
   * @param heap how much of it a process has, such as {@code 64m}
   * @param captureOnly whether nothing but the capture is written: the four formats together take
   *     some 700 bytes a message
   */
  Disk(TestServer server, Path folder, String heap, boolean captureOnly) {
    this.server = server;
    this.folder = folder;
    this.heap = heap;
    this.captureOnly = captureOnly;
  }

  /** Records so many messages at least, reads them back, and tells what that took. */
  Map<String, Object> run(long messages) throws IOException, InterruptedException {
    Map<String, Object> facts = new LinkedHashMap<>();
    try (TemporaryFolder recording = TemporaryFolder.in(folder)) {
      Path out = recording.path();
      facts.put("heap", heap);
      long begin = System.nanoTime();
      long said = record(messages, out);
      facts.put("messages", said);
      facts.put("ns a message to record", perMessage(begin, said));
      try (Stream<Path> files = Files.list(out)) {
        for (Path file : files.sorted().toList()) {
          facts.put("B a message, " + file.getFileName(), Files.size(file) / (double) said);
        }
      }
      if (!captureOnly) {
        facts.put("messages in messages.jsonl", messageLines(out.resolve("messages.jsonl")));
      }
      begin = System.nanoTime();
      facts.put("messages read back", readBack(out.resolve("recording.pcapng")));
      facts.put("ns a message to read back", perMessage(begin, said));
      return facts;
    }
  }

  private static double perMessage(long begin, long messages) {
    return (System.nanoTime() - begin) / (double) messages;
  }

  /** Returns how many messages both sides said. */
  private long record(long messages, Path out) throws IOException, InterruptedException {
    Process proxy =
        agent(
            "proxy",
            "--listen",
            "127.0.0.1:0",
            "--server",
            "127.0.0.1:" + server.port(),
            captureOnly ? "--pcapng" : "--out",
            captureOnly ? out.resolve("recording.pcapng").toString() : out.toString());
    try (BufferedReader said = proxy.inputReader(StandardCharsets.UTF_8)) {
      String line = said.readLine();
      if (line == null) {
        throw new IOException("the proxy has ended");
      }
      long count = talk(Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)), messages);
      proxy.destroy(); // SIGTERM: closes and flushes
      if (proxy.waitFor() != 143 && proxy.exitValue() != 0) {
        throw new IOException("the proxy has failed: " + proxy.exitValue());
      }
      return count;
    } finally {
      proxy.destroyForcibly();
    }
  }

  private static long talk(int port, long messages) throws IOException {
    try (Client client = Client.login(port)) {
      long sent = 1;
      client.ask(Client.encode(Messages.parse("S_1", "select $1::int4 + 1"), Messages.SYNC), 1);
      sent += 2;
      byte[] one = Client.encode(Messages.bind("S_1", "7"), Messages.execute(), Messages.SYNC);
      byte[] pipelined = new byte[one.length * PIPELINED];
      for (int i = 0; i < PIPELINED; i++) {
        System.arraycopy(one, 0, pipelined, i * one.length, one.length);
      }
      while (sent + client.read() < messages) {
        client.query("select generate_series(1, " + ROWS + ")");
        client.ask(pipelined, PIPELINED);
        sent += 1 + 3 * PIPELINED;
      }
      return sent + client.read();
    }
  }

  private long readBack(Path capture) throws IOException, InterruptedException {
    Process decode = agent("decode", capture.toString());
    try (InputStream trace = decode.getInputStream()) {
      long lines = lines(trace);
      if (decode.waitFor() != 0) {
        throw new IOException("decode has failed: " + decode.exitValue());
      }
      return lines;
    } finally {
      decode.destroyForcibly();
    }
  }

  private static long lines(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long lines = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      for (int i = 0; i < count; i++) {
        lines += buffer[i] == '\n' ? 1 : 0;
      }
    }
    return lines;
  }

  /** Other lines are about events. */
  private static long messageLines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.contains("\"type\":")).count();
    }
  }

  private Process agent(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-jar",
                System.getProperty("agent.jar")));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
