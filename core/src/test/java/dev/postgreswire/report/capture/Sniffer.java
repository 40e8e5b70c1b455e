package dev.postgreswire.report.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.testing.Await;
import dev.postgreswire.wire.Direction;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Wireshark's own tools: dumpcap captures on the loopback interface, others change captures. */
final class Sniffer {
  private Sniffer() {}

  /** What is captured. */
  interface Session {
    void run() throws Exception;
  }

  /**
   * Captures what goes to and from a port while a session runs. The capture is read as dumpcap
   * writes it, up to the end of the last connection.
   *
   * @param connections how many the session opens and closes
   * @return the file
   */
  static byte[] capture(int port, int connections, Session session) throws Exception {
    needs("dumpcap");
    ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    String filter = "tcp port " + port + " or tcp port " + door.getLocalPort();
    Process dumpcap =
        new ProcessBuilder("dumpcap", "-q", "-B", "64", "-i", "lo", "-f", filter, "-w", "-")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (door) {
      Tee tee = new Tee(dumpcap.getInputStream());
      CaptureReader reader = opened(tee).port(port);
      WireSink sink = new Until(connections, dumpcap);
      CompletableFuture<CaptureSummary> all = Await.inThread(() -> read(reader, sink));
      session.run();
      while (!isDone(all)) {
        knock(door); // dumpcap keeps the last packets to itself until others come
      }
      assertThat(all.get().damage()).isEmpty();
      return tee.copy.toByteArray();
    } finally {
      dumpcap.destroy();
    }
  }

  /** Runs a tool that makes one file of others; {@code IN…} and {@code OUT} are its arguments. */
  static byte[] change(byte[] capture, String... command) throws Exception {
    needs(command[0]);
    Path folder = Files.createTempDirectory("capture");
    Path in = Files.write(folder.resolve("in.pcapng"), capture);
    Path out = folder.resolve("out.pcap");
    List<String> arguments = new ArrayList<>();
    for (String argument : command) {
      arguments.add(argument.replace("IN", in.toString()).replace("OUT", out.toString()));
    }
    Process tool = new ProcessBuilder(arguments).redirectErrorStream(true).start();
    tool.getOutputStream().close();
    String said =
        new String(tool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(tool.waitFor()).as(said).isZero();
    return Files.readAllBytes(out);
  }

  /** Skips the test where a tool is not there; on CI it has to be. */
  static void needs(String tool) {
    boolean there =
        Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there).as(tool + " is needed; it is in Debian's tshark").isTrue();
    }
    assumeTrue(there, tool + " is not here: install Debian's tshark");
  }

  /** Waits for the file's header: then dumpcap captures. Who may not capture gets none. */
  private static CaptureReader opened(InputStream in) {
    try {
      return Capture.open(in, "dumpcap");
    } catch (CaptureException e) {
      assertThat("true".equals(System.getenv("CI"))).as("dumpcap may not capture here").isFalse();
      assumeTrue(false, "dumpcap may not capture here: run the tests as root");
      throw new AssertionError("not reached", e);
    }
  }

  private static boolean isDone(CompletableFuture<CaptureSummary> all) throws Exception {
    try {
      all.get(100, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private static void knock(ServerSocket door) throws IOException {
    new Socket(door.getInetAddress(), door.getLocalPort()).close();
    door.accept().close();
  }

  private static CaptureSummary read(CaptureReader reader, WireSink sink) {
    try {
      return reader.readTo(sink);
    } catch (CaptureException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Keeps what is read. */
  private static final class Tee extends FilterInputStream {
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

    Tee(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      if (next >= 0) {
        copy.write(next);
      }
      return next;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      int read = super.read(into, from, count);
      copy.write(into, from, Math.max(0, read));
      return read;
    }
  }

  /** Stops the capture when enough connections have closed. */
  private static final class Until implements WireSink {
    private final Process capture;
    private int open;
    private int ids;

    Until(int connections, Process capture) {
      this.open = connections;
      this.capture = capture;
    }

    @Override
    public Connection opened(ConnectionOrigin origin, Instant time) {
      int id = ++ids;
      return new Connection() {
        @Override
        public int id() {
          return id;
        }

        @Override
        public void bytes(Direction direction, ByteBuffer bytes, Instant at) {}

        @Override
        public void gap(Direction direction, long count, Instant at) {}

        @Override
        public void ended(Direction direction, Instant at) {}

        @Override
        public void closed(dev.postgreswire.recording.Ending how, String detail, Instant at) {
          if (--open == 0) {
            capture.toHandle().destroy(); // what it has written can still be read
          }
        }

        @Override
        public void note(String text, Instant at) {}
      };
    }

    @Override
    public void secret(TlsSecret secret) {}
  }
}
