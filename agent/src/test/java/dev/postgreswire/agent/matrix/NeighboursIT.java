package dev.postgreswire.agent.matrix;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTP, HTTPS and TLS, client and server, in the same JVM as a connection to PostgreSQL. */
class NeighboursIT {
  private static final Pattern CLIENT_RANDOM =
      Pattern.compile("CLIENT_TRAFFIC_SECRET_0 ([0-9a-f]{64})");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void passUntouched(Route route) throws IOException {
    try (Servers servers = new Servers()) {
      Properties settings = servers.settings();
      Run plain = run("neighbours-plain", List.of(), settings);
      Path pcapng = folder.resolve("recording.pcapng");
      String name = "neighbours-" + route.text();
      Run recorded = run(name, List.of(Run.agent(name, route) + ",pcapng=" + pcapng), settings);

      assertThat(recorded.output())
          .isEqualTo(plain.output())
          .containsExactly(
              "before: [before]",
              "HTTP: 200 1000000, hello",
              "HTTPS: 200 1000000, ",
              "TLS: TLSv1.3 [0, 0, 0, 8, 4, -46, 22, 47]",
              "after: [after]");
      assertThat(recorded.errors()).isEqualTo(plain.errors());
      JsonRecording recording = JsonRecording.of(recorded.json());
      assertThat(recording.connections())
          .singleElement()
          .satisfies(
              connection ->
                  assertThat(connection.parameters())
                      .contains(List.of("before"), List.of("after")));
      assertThat(recording.missed()).isEmpty();
      assertThat(sessionsWithSecrets(pcapng)).as("other sessions keep theirs").hasSize(1);
    }
  }

  private static Run run(String name, List<String> jvmArguments, Properties settings) {
    return Run.of(
        name, DriverApplication.PGJDBC.command("pgjdbc.Neighbours", jvmArguments), settings);
  }

  /** Returns the client randoms of the capture's key log. */
  private static Set<String> sessionsWithSecrets(Path pcapng) throws IOException {
    Set<String> sessions = new TreeSet<>();
    CLIENT_RANDOM
        .matcher(new String(Files.readAllBytes(pcapng), US_ASCII))
        .results()
        .forEach(found -> sessions.add(found.group(1)));
    return sessions;
  }
}
