package dev.postgreswire.agent.secret;

import static dev.postgreswire.recording.AuthenticationMethod.SCRAM_SHA_256_PLUS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.agent.cli.Tshark;
import dev.postgreswire.agent.output.RunningApplication;
import dev.postgreswire.assertj.PostgresWireAssertions;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Window;
import dev.postgreswire.report.capture.Capture;
import dev.postgreswire.report.capture.CaptureReader;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.tls.KeyLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** pgjdbc under the agent, with all that TLS can do for it; nothing of that is lost. */
class DecryptedIT {
  private static final TestServer SERVER = TestServer.current();
  private static final Pattern MESSAGE =
      Pattern.compile(
          ".*\"direction\":\"(?<direction>.)\",\"type\":\"(?<type>\\w+)\",\"length\":(?<length>\\d+).*");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"loopback, postgres", "tap, postgres", "loopback, direct", "tap, direct"})
  void bindsChannelsVerifiesTheServerAndIsReadAllTheSame(String route, String negotiation)
      throws Exception {
    talk(route, negotiation);

    Recorder recorder = new Recorder(RecorderOptions.defaults(), KeyLog.empty());
    try (Window window = recorder.openWindow("");
        CaptureReader capture = Capture.open(folder.resolve("recording.pcapng"))) {
      capture.readTo(recorder);
      assertThat(window.recording().connections())
          .singleElement()
          .satisfies(connection -> check(connection, negotiation.equals("direct")));
    }
    assertThat(json()).contains("\"decrypted\":true", "SCRAM-SHA-256-PLUS", "over TLS");
  }

  private static void check(RecordedConnection connection, boolean direct) {
    PostgresWireAssertions.assertThat(connection)
        .usedTls()
        .authenticatedWith(SCRAM_SHA_256_PLUS)
        .usedChannelBinding()
        .serverProvedItself()
        .terminated();
    PostgresWireAssertions.assertThat(connection)
        .authentication()
        .usedMechanism("SCRAM-SHA-256-PLUS")
        .hasChannelBindingType("tls-server-end-point");
    PostgresWireAssertions.assertThat(connection)
        .statements()
        .anySatisfy(
            statement ->
                PostgresWireAssertions.assertThat(statement)
                    .hasSql("select 'over TLS'")
                    .returnedRows(1));
    assertThat(connection.tls().orElseThrow().decrypted()).isTrue();
    assertThat(connection.tls().orElseThrow().direct()).isEqualTo(direct);
    assertThat(connection.notes()).isEmpty();
  }

  /** What is encrypted in our capture, and the secrets in it, are all that tshark has. */
  @ParameterizedTest
  @ValueSource(strings = {"loopback", "tap"})
  void tsharkDecryptsTheCaptureToTheSameMessages(String route) throws Exception {
    talk(route, "postgres");

    List<List<String>> ours = List.of(new ArrayList<>(), new ArrayList<>());
    Matcher matcher = MESSAGE.matcher("");
    json()
        .lines()
        .filter(line -> matcher.reset(line).matches())
        .forEach(
            line ->
                ours.get(matcher.group("direction").equals("F") ? 0 : 1)
                    .addAll(
                        Tshark.expected(
                            matcher.group("direction"),
                            matcher.group("type"),
                            matcher.group("length"))));
    assertThat(ours.get(0)).hasSizeGreaterThan(5).last().isEqualTo("F Termination 4");

    assertThat(Tshark.messages(folder.resolve("recording.pcapng"), SERVER.port(), null))
        .isEqualTo(ours);
  }

  private void talk(String route, String negotiation) throws IOException {
    try (RunningApplication application =
        RunningApplication.with(
            "out=" + folder + ",route=" + route,
            "sslmode=verify-full",
            "sslrootcert=" + TestServer.certificates().authority(),
            "channelBinding=require",
            "sslNegotiation=" + negotiation)) {
      application.says("select 'over TLS'");
      application.does("close");
      assertThat(application.end()).isEqualTo(new RunningApplication.Ended(0, ""));
    }
  }

  private String json() throws IOException {
    return Files.readString(folder.resolve("messages.jsonl"));
  }
}
