package dev.postgreswire.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.Window;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GrowthBenchmarkTest {
  @TempDir Path folder;

  @Test
  void comparesLengthsAndNumbersOfConnectionsAndReadsBackWhatItWroteToDisk() throws IOException {
    String[] arguments = {
      "--rounds", "1", "--quick", "--results", folder.toString(), "--work", folder + "/work"
    };
    assertThat(new CommandLine(new GrowthBenchmark()).execute(arguments)).isZero();

    JsonNode results = new ObjectMapper().readTree(folder.resolve("growth.json").toFile());
    assertVariants(results, "messages: record", "100", "100 again", "1,000", "10,000");
    assertVariants(results, "messages: HTML", "100", "100 again", "1,000", "10,000");
    assertVariants(results, "connections: held", "50", "50 again", "10 × 50", "100 × 50");
    assertVariants(
        results,
        "a pipeline of errors: statements, first look",
        "100",
        "100 again",
        "1,000",
        "10,000");
    assertVariants(results, "open connections: barrier and snapshot", "1", "1 again", "10", "100");
    JsonNode disk = results.path("recording on disk, 10000");
    long messages = disk.path("messages").asLong();
    assertThat(messages).isGreaterThanOrEqualTo(10_000);
    assertThat(disk.path("messages read back").asLong()).isEqualTo(messages);
    assertThat(disk.path("messages in messages.jsonl").asLong()).isEqualTo(messages);
  }

  private static void assertVariants(JsonNode results, String title, String... names) {
    assertThat(results.path(title).path("variants").fieldNames())
        .toIterable()
        .as(title)
        .containsExactlyInAnyOrder(names);
  }

  @Test
  void whatIsSaidAgainIsUnderstood() throws IOException {
    TestServer server = TestServer.current();
    assertUnderstood(Session.talk(server), Statement.Outcome.COMPLETED);
    assertUnderstood(Session.transactions(server), Statement.Outcome.COMPLETED);
    assertUnderstood(Session.failures(server), Statement.Outcome.FAILED);
  }

  private static void assertUnderstood(Session session, Statement.Outcome outcome) {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    try (Window window = recorder.openWindow("test")) {
      session.play(recorder, 500);
      Recording recording = window.recording();
      assertThat(recording.messages()).hasSize((int) session.played(500));
      assertThat(recording.statements())
          .hasSizeGreaterThan(50)
          .allMatch(statement -> statement.outcome() == outcome);
      assertThat(recording.connections().get(0).notes()).isEmpty();
      assertThat(recording.connections().get(0).pending()).isEmpty();
    }
  }
}
