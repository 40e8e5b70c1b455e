package dev.postgreswire.agent.cli;

import dev.postgreswire.agent.output.Together;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.RecordingStream;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.report.Progress;
import dev.postgreswire.report.capture.Capture;
import dev.postgreswire.report.capture.CaptureException;
import dev.postgreswire.report.capture.CaptureReader;
import dev.postgreswire.report.capture.CaptureSummary;
import dev.postgreswire.tls.KeyLog;
import dev.postgreswire.tls.KeyLogException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A capture that is read, and what of it. */
final class CaptureInput {
  @Parameters(
      paramLabel = "CAPTURE",
      description =
          "A file of packets, pcap or pcapng, from tcpdump, Wireshark, tshark or 'proxy'. '-' is"
              + " standard input.")
  private String capture;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "The server's port. Without it, connections to PostgreSQL are found by what is said on"
              + " them. May be given several times.")
  private int[] ports = {};

  @Option(
      names = "--keylog",
      paramLabel = "FILE",
      description =
          "Decrypt TLS with the secrets in this file (NSS key log), beside those in the capture.")
  private Path keyLog;

  @Mixin private FilterOption filter;

  CaptureInput() {}

  /** Returns the capture's name. */
  String name() {
    return capture.equals("-") ? "standard input" : capture;
  }

  /** Whether packets come as they are captured. */
  boolean isStream() {
    return capture.equals("-");
  }

  /**
   * Tells all that is in the capture, and fits the filter.
   *
   * @throws Failure when the capture or the key log cannot be read
   * @throws IOException when {@code listener} fails
   */
  CaptureSummary readTo(RecordingListener listener) throws IOException {
    KeyLog secrets = secrets();
    try (CaptureReader reader = open();
        Progress progress = Progress.onTerminal(reader.size().orElse(-1))) {
      RecordingStream stream =
          new RecordingStream(Together.of(filter.over(listener), progress), secrets);
      for (TlsSecret secret : secrets.secrets()) {
        // For the formats that keep them.
        stream.secret(secret);
      }
      CaptureSummary summary = reader.readTo(stream);
      stream.finish();
      return summary;
    } catch (CaptureException e) {
      throw new Failure(e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private CaptureReader open() throws CaptureException {
    try {
      CaptureReader reader =
          isStream() ? Capture.open(System.in, name()) : Capture.open(Path.of(capture));
      for (int port : ports) {
        reader.port(port);
      }
      return reader;
    } catch (IllegalArgumentException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  private KeyLog secrets() {
    try {
      return keyLog == null ? KeyLog.empty() : KeyLog.read(keyLog);
    } catch (IOException e) {
      throw new Failure("--keylog " + keyLog + ": " + Failure.reason(e), e);
    } catch (KeyLogException e) {
      throw new Failure("--keylog " + keyLog + ": " + e.getMessage(), e);
    }
  }
}
