package dev.postgreswire.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.report.JsonLines;
import dev.postgreswire.report.Pcapng;
import dev.postgreswire.report.RecordingFormat;
import dev.postgreswire.report.Trace;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.testing.Tool;
import dev.postgreswire.wire.Direction;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All sessions with a real server in one recording, in every format, read by other people's. */
class FormatsTest {
  @TempDir static Path folder;
  private static TestServer server;
  private static Recording recording;

  @BeforeAll
  static void record() throws Exception {
    server = TestServer.v(TestServer.DEFAULT_VERSION);
    try (WireRecorder recorder = WireRecorder.open(server.host(), server.port())) {
      for (Session session : Session.all().toList()) {
        session.run(new Route(server, recorder.port(), TestRole.SCRAM));
      }
      recording = recorder.recording();
    }
  }

  @Test
  void nodeParsesEveryLineOfJson() throws Exception {
    String program =
        """
        const lines = require('fs').readFileSync(process.argv[1], 'utf8').split('\\n').slice(0, -1);
        const messages = lines.map(line => JSON.parse(line)).filter(line => line.type);
        for (const m of messages) console.log(m.direction, m.type, m.length);
        """;
    String output = Tool.of("node").run("-e", program, write(JsonLines.masked(), "node.jsonl"));

    assertThat(output.lines()).containsExactlyElementsOf(messages());
  }

  @Test
  void pythonParsesEveryLineOfJsonAndFindsNoKeyTwice() throws Exception {
    String program =
        """
        import json, sys
        def once(pairs):
            assert len(dict(pairs)) == len(pairs), pairs
            return dict(pairs)
        for line in open(sys.argv[1], encoding='utf-8', newline='\\n'):
            m = json.loads(line, object_pairs_hook=once)
            if 'type' in m: print(m['direction'], m['type'], m['length'])
        """;
    String output =
        Tool.of("python3").run("-c", program, write(JsonLines.masked(), "python.jsonl"));

    assertThat(output.lines()).containsExactlyElementsOf(messages());
  }

  @Test
  void theCountsOfEachConnectionAreInItsLastLine() throws Exception {
    List<String> closed =
        Files.readAllLines(write(JsonLines.masked(), "closed.jsonl")).stream()
            .filter(line -> line.contains("\"event\":\"closed\""))
            .toList();

    // The server may still have been about to close one when the recording was read.
    List<RecordedConnection> over =
        recording.connections().stream()
            .filter(connection -> connection.ending() != Ending.OPEN)
            .toList();
    assertThat(over).isNotEmpty();
    assertThat(closed).hasSameSizeAs(over);
    for (RecordedConnection connection : over) {
      String counts =
          "\"frontendBytes\":%d,\"backendBytes\":%d}"
              .formatted(connection.bytes(Direction.FRONTEND), connection.bytes(Direction.BACKEND));
      assertThat(closed)
          .filteredOn(line -> line.startsWith("{\"connection\":" + connection.id() + ","))
          .singleElement()
          .asString()
          .endsWith(counts);
    }
  }

  @Test
  void tsharkFindsTheSameMessagesAndLengths() throws Exception {
    String output =
        Tool.of("tshark")
            .run(
                "-r",
                write(Pcapng.masked(), "messages.pcapng"),
                "-d",
                "tcp.port==" + server.port() + ",pgsql",
                "-Y",
                "pgsql",
                "-T",
                "fields",
                "-e",
                "pgsql.length");

    List<Long> lengths =
        output
            .lines()
            .flatMap(line -> Stream.of(line.split(",", -1)))
            .filter(length -> !length.isEmpty())
            .map(Long::valueOf)
            .toList();
    assertThat(lengths)
        .containsExactlyElementsOf(
            recording.messages().stream().map(RecordedMessage::length).toList());
  }

  @Test
  void tsharkHasNothingToWarnOf() throws Exception {
    Path file = write(Pcapng.masked(), "expert.pcapng");
    String output =
        Tool.of("tshark")
            .run(
                "-r",
                file,
                "-d",
                "tcp.port==" + server.port() + ",pgsql",
                "-o",
                "tcp.check_checksum:TRUE",
                "-o",
                "ip.check_checksum:TRUE",
                "-q",
                "-z",
                "expert");

    assertThat(output).contains("Connection establish request (SYN)", "Connection finish (FIN)");
    assertThat(output).doesNotContain("Warn", "Error", "Malformed");
    assertThat(Tool.of("capinfos").run(file))
        .contains("nanoseconds (9)", "Capture application: PostgresWire");
  }

  @Test
  void streamedAndWrittenTracesAreTheSame() throws Exception {
    Trace trace = Trace.strict().withConnection();

    assertThat(Files.readString(write(trace, "written.trace"))).isEqualTo(trace.of(recording));
    Path streamed = folder.resolve("streamed.trace");
    try (var writer = trace.to(Files.newOutputStream(streamed))) {
      recording.replayTo(writer);
    }
    assertThat(streamed).hasContent(trace.of(recording));
  }

  private static Path write(RecordingFormat format, String name) throws Exception {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      format.write(recording, out);
    }
    return file;
  }

  private static List<String> messages() {
    return recording.messages().stream()
        .map(
            message -> message.direction().symbol() + " " + message.name() + " " + message.length())
        .toList();
  }
}
