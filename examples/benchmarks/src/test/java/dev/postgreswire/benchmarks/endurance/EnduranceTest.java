package dev.postgreswire.benchmarks.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The endurance run: a minute of load, or as many as the profile says. */
class EnduranceTest {
  @TempDir private Path folder;

  @Test
  void nothingIsLostAndNothingLeaks() throws IOException {
    int status =
        new CommandLine(new Endurance())
            .execute(
                "--minutes=" + System.getProperty("endurance.minutes", "1"),
                "--work=" + folder,
                "--results=" + folder);
    JsonNode json = new ObjectMapper().readTree(folder.resolve("endurance.json").toFile());
    assertThat(json.path("faults")).as(json.toPrettyString()).isEmpty();
    assertThat(status).isZero();
  }
}
