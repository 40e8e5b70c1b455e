package dev.postgreswire.report.libpq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.loopback.Loopback;
import dev.postgreswire.loopback.LoopbackOptions;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Window;
import dev.postgreswire.report.Trace;
import dev.postgreswire.testing.TestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions of libpq 18, through the recorder: the trace of the recording equals libpq's own.
 *
 * <p>Known gaps of libpq's trace: it leaves AuthenticationOk out, and it complains of the salt in
 * AuthenticationMD5Password with a line of its own.
 *
 * <p>libpq lists its own messages when it queues them and the server's when it looks at them. Where
 * it waits for every answer this is the order on the wire, and the whole traces are compared; else
 * those of each direction.
 */
@Timeout(60)
class PqTraceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;

  static Stream<Script> scripts() {
    return Scripts.all();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void theTraceEqualsThatOfLibpq(Script script) throws Exception {
    compare(script, false);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void theTraceForRegressionTestsEqualsThatOfLibpq(Script script) throws Exception {
    compare(script, true);
  }

  private void compare(Script script, boolean regress) throws Exception {
    Libraries libraries = Libraries.load();
    TestServer server = TestServer.v(script.version());
    Path file = folder.resolve("libpq.trace");
    Trace trace = Trace.strict().unsafeWithSecrets();
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    try (Window window = recorder.openWindow(script.name());
        Loopback loopback = Loopback.open(address(server), recorder, LoopbackOptions.defaults())) {
      String parameters =
          "host=127.0.0.1 dbname=postgres port=" + loopback.port() + " " + script.parameters();
      try (PqSession session = PqSession.connect(libraries, parameters, file, regress)) {
        assertThat(session.isConnected()).as(session.error()).isEqualTo(script.admitted());
        if (script.admitted()) {
          script.steps().run(session);
        }
      }
      loopback.drain(PATIENCE);
      TraceRecords ours =
          TraceRecords.of((regress ? trace.regress() : trace).of(window.recording()));
      TraceRecords theirs = TraceRecords.of(Files.readString(file, script.charset()));
      assertSame(script, ours.without("AuthenticationOk"), theirs.withoutComplaints());
    }
  }

  private static InetSocketAddress address(TestServer server) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  }

  private static void assertSame(Script script, TraceRecords ours, TraceRecords theirs) {
    assertThat(theirs.all()).hasSizeGreaterThan(1);
    for (String direction : List.of("F", "B")) {
      assertThat(ours.from(direction))
          .as("what %s sent in %s", direction, script)
          .containsExactlyElementsOf(theirs.from(direction));
    }
    if (script.ordered()) {
      assertThat(ours.all()).as(script.name()).containsExactlyElementsOf(theirs.all());
    }
  }
}
