package dev.postgreswire.benchmarks.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On a server, with all peers; of what was measured only that it was. */
class ProxyBenchmarkTest {
  private static final String[] VARIANTS = {
    "direct", "direct again", "proxy, in memory", "proxy, on disk", "HAProxy", "pgbouncer"
  };

  @TempDir private Path results;

  /** As {@code ./run} installs them. */
  @BeforeAll
  static void peersAreThere() {
    for (String peer : List.of("haproxy", "pgbouncer", "pgbench", "psql", "taskset")) {
      assumeTrue(isInstalled(peer), peer + " is not installed");
    }
  }

  private static boolean isInstalled(String command) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  @Test
  void measuresRoundTrips() throws Exception {
    JsonNode json = run(new ProxyBenchmark(), "proxy", "--connections=2", "--modes=SIMPLE");
    assertThat(variants(json, "simple × 2")).containsExactlyInAnyOrder(VARIANTS);
    assertThat(json.at("/command").asText()).startsWith("./run ").contains("--quick");
  }

  @Test
  void measuresRoundTripsOnOneCore() throws Exception {
    JsonNode json = run(new ProxyBenchmark(), "proxy-pinned", "--connections=1", "--pinned");
    assertThat(variants(json, "prepared × 1")).containsExactlyInAnyOrder(VARIANTS);
    assertThat(variants(json, "simple × 1")).containsExactlyInAnyOrder(VARIANTS);
    assertThat(variants(json, "pipelined × 1")).containsExactlyInAnyOrder(VARIANTS);
  }

  @Test
  void measuresMuchData() throws Exception {
    JsonNode json = run(new BulkBenchmark(), "bulk");
    assertThat(variants(json, "result")).containsExactlyInAnyOrder(VARIANTS);
    assertThat(variants(json, "COPY out")).containsExactlyInAnyOrder(VARIANTS);
    assertThat(variants(json, "COPY in")).containsExactlyInAnyOrder(VARIANTS);
  }

  @Test
  void measuresConnecting() throws Exception {
    JsonNode json = run(new ConnectBenchmark(), "connect");
    assertThat(variants(json, "connections by 8")).containsExactlyInAnyOrder(VARIANTS);
    assertThat(variants(json, "20 at once")).containsExactlyInAnyOrder(VARIANTS);
  }

  private JsonNode run(Object command, String name, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--rounds=1", "--quick"));
    arguments.add("--results=" + results);
    arguments.addAll(List.of(more));
    CommandLine line =
        new CommandLine(command)
            .setExecutionExceptionHandler(
                (failure, itself, parsed) -> {
                  throw failure;
                });
    assertThat(line.execute(arguments.toArray(String[]::new))).isZero();
    return new ObjectMapper().readTree(results.resolve(name + ".json").toFile());
  }

  private static List<String> variants(JsonNode json, String title) {
    List<String> names = new ArrayList<>();
    json.get(title).get("variants").fieldNames().forEachRemaining(names::add);
    return names;
  }
}
