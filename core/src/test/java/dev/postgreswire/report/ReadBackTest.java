package dev.postgreswire.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.report.capture.Capture;
import dev.postgreswire.report.capture.CaptureReader;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.wire.Direction;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was written as a capture and is read as one says the same. */
class ReadBackTest {
  @TempDir Path folder;

  @Test
  void theSameMessagesComeBack() throws Exception {
    Recording written = record("sslmode=disable");
    Recording read = readBack(written, Pcapng.masked().unsafeWithSecrets());

    assertThat(Trace.strict().unsafeWithSecrets().of(read))
        .isEqualTo(Trace.strict().unsafeWithSecrets().of(written));
    assertSameConnections(read, written);
  }

  @Test
  void maskedMessagesHaveTheSameLengths() throws Exception {
    Recording written = record("sslmode=disable");

    assertThat(messages(readBack(written, Pcapng.masked()))).isEqualTo(messages(written));
  }

  @Test
  void encryptedSessionsComeBackAsWhatTheyAre() throws Exception {
    Recording written = record("sslmode=require");
    Recording read = readBack(written, Pcapng.masked());

    assertThat(messages(read)).isEqualTo(messages(written));
    assertSameConnections(read, written);
  }

  private static Recording record(String parameter) throws Exception {
    TestServer server = TestServer.v(TestServer.DEFAULT_VERSION);
    try (WireRecorder recorder = WireRecorder.open(server.host(), server.port())) {
      String url = server.jdbcUrl("127.0.0.1", recorder.port(), TestRole.SCRAM, parameter);
      for (int i = 0; i < 3; i++) {
        try (Connection connection = DriverManager.getConnection(url);
            Statement statement = connection.createStatement()) {
          statement.execute("select repeat('x', 200000) from generate_series(1, 5)");
        }
      }
      return recorder.recording();
    }
  }

  private Recording readBack(Recording recording, Pcapng format) throws Exception {
    Path file = folder.resolve("session.pcapng");
    try (OutputStream out = Files.newOutputStream(file)) {
      format.write(recording, out);
    }
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    try (var window = recorder.openWindow("read back");
        CaptureReader capture = Capture.open(file)) {
      capture.readTo(recorder);
      return window.recording();
    }
  }

  private static void assertSameConnections(Recording read, Recording written) {
    assertThat(read.connections()).hasSameSizeAs(written.connections());
    for (int i = 0; i < read.connections().size(); i++) {
      RecordedConnection one = read.connections().get(i);
      RecordedConnection other = written.connections().get(i);
      assertThat(one.client()).isEqualTo(other.client());
      assertThat(one.openedAt()).isEqualTo(other.openedAt());
      if (other.closedAt().isPresent()) { // the server may not have closed the last one yet
        assertThat(one.closedAt()).isEqualTo(other.closedAt());
        assertThat(one.ending()).isEqualTo(other.ending());
      }
      for (Direction direction : Direction.values()) {
        assertThat(one.bytes(direction)).isEqualTo(other.bytes(direction));
      }
    }
  }

  private static List<String> messages(Recording recording) {
    return recording.messages().stream().map(RecordedMessage::toString).toList();
  }
}
