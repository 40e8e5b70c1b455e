package dev.postgreswire.benchmarks.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postgreswire.wire.Direction;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DecodeCommandTest {
  @TempDir private Path folder;

  @Test
  void comparesAllThatDecodeTheSameBytes() throws Exception {
    assumeTrue(isThere("node") && isThere("npm") && isThere("tshark"), "the peers are not there");

    int status =
        new CommandLine(new DecodeCommand())
            .execute(
                "--quick",
                "--rounds=1",
                "--only=oltp",
                "--level=MESSAGES",
                "--results=" + folder,
                "--sessions=" + folder.resolve("sessions"));

    assertThat(status).isZero();
    JsonNode json = new ObjectMapper().readTree(folder.resolve("decode.json").toFile());
    assertThat(json.path("oltp, messages").path("variants").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("codec", "codec again", "r2dbc", "pg-protocol");
    assertThat(json.path("oltp, messages, both sides").path("variants").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("capture", "capture again", "recorded", "tshark");
    assertThat(json.path("oltp, messages, bytes allocated per message").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("codec", "r2dbc", "capture", "recorded");
    assertThat(json.path("oltp").path("messages of the server").asInt()).isGreaterThan(100);
  }

  @Test
  void sessionsAreReadAsTheyWereWritten() throws Exception {
    Session session =
        new Session(
            List.of(
                new Session.Piece(Direction.FRONTEND, new byte[] {1, 2}),
                new Session.Piece(Direction.BACKEND, new byte[70_000])));
    Path file = folder.resolve("a.session");

    session.write(file);

    assertThat(Session.read(file)).usingRecursiveComparison().isEqualTo(session);
    assertThat(Session.read(file).only(Direction.BACKEND).size()).isEqualTo(70_000);
  }

  private static boolean isThere(String command) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(path -> Files.isExecutable(Path.of(path, command)));
  }
}
