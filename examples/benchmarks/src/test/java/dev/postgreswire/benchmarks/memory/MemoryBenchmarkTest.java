package dev.postgreswire.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MemoryBenchmarkTest {
  @TempDir Path folder;

  @Test
  void setsWhatIsHeldAgainstTheGoal() throws IOException {
    String[] arguments = {"--rounds", "1", "--quick", "--results", folder.toString()};
    assertThat(new CommandLine(new MemoryBenchmark()).execute(arguments)).isZero();

    JsonNode results = new ObjectMapper().readTree(folder.resolve("memory.json").toFile());
    for (String load :
        new String[] {
          "pgjdbc, 1 × 0 statements",
          "pgjdbc, 10 × 200 statements",
          "pgjdbc, 10 connections, 10 statements each, would decrypt",
          "pgbench prepared, 16 × 5, a connection each",
          "open: 5 × 10 statements, with the relay",
          "psql, rows of 1 kB",
          "psql, COPY in"
        }) {
      JsonNode held = results.path(load);
      double wire = held.path("wire bytes").asDouble();
      double messages = held.path("messages").asDouble();
      assertThat(held.path("goal").asDouble()).isEqualTo(1.2 * wire + 40 * messages);
      assertThat(held.path("of goal").asDouble())
          .isEqualTo(held.path("held").asDouble() / held.path("goal").asDouble());
      assertThat(held.path("counted").asDouble()).isGreaterThan(wire);
    }
    assertThat(results.path("pgjdbc, 10 × 200 statements").path("messages").asDouble())
        .isGreaterThan(10 * 200 * 5);
    assertThat(results.path("psql, rows of 1 MB").path("wire bytes").asDouble())
        .isGreaterThan(1_000_000);
  }
}
