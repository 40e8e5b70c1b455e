package dev.postgreswire.benchmarks.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** That both commands run and say what they should; never how long anything took. */
class JvmBenchmarkTest {
  @TempDir private Path folder;

  @Test
  void measuresEveryVariantWithinOneJvm() throws Exception {
    run(new JvmBenchmark(), "--loads", "PREPARED,BATCH", "--threads", "2");

    JsonNode results = read("jvm.json");
    assertThat(names(results.get("prepared, 2 threads").get("variants")))
        .containsExactlyInAnyOrder(
            "direct",
            "direct again",
            "tap, idle",
            "tap, in a test",
            "tap, out=",
            "tap, pcapng=",
            "loopback, in a test",
            "loopback, out=",
            "endpoint",
            "p6spy",
            "datasource-proxy",
            "HAProxy");
    assertThat(results.get("batch, 2 threads").get("unit").asText()).isEqualTo("µs");
  }

  @Test
  void measuresWithTls() throws Exception {
    run(
        new JvmBenchmark(),
        "--tls",
        "--loads",
        "SIMPLE",
        "--threads",
        "1",
        "--only",
        "tap, in a test;endpoint");

    assertThat(names(read("jvm-tls.json").get("simple, 1 thread").get("variants")))
        .containsExactlyInAnyOrder("direct", "direct again", "tap, in a test", "endpoint");
  }

  @Test
  void measuresTheAgentOfAnotherVersionBeside() throws Exception {
    run(
        new JvmBenchmark(),
        "--loads",
        "PREPARED",
        "--threads",
        "1",
        "--only",
        "tap, in a test",
        "--agent-jar",
        "old=" + System.getProperty("agent.jar"));

    assertThat(names(read("jvm.json").get("prepared, 1 thread").get("variants")))
        .containsExactlyInAnyOrder(
            "direct", "direct again", "tap, in a test", "tap, in a test (old)");
  }

  @Test
  void theClassesOfTheAgentComeFromItsJarAndNotFromTheClassPath() {
    assertThat(System.getProperty("java.class.path")).contains("agent");
    assertThat(ApplicationProcess.classPath())
        .contains("postgresql")
        .doesNotContain("postgres-wire-agent");
  }

  @Test
  void measuresTheStartOfAJvm() throws Exception {
    String home = System.getProperty("java.home");
    run(new StartBenchmark(), "--jdk", home);

    JsonNode results = read("start.json");
    String jdk = Path.of(home).getFileName().toString();
    for (String title : List.of("-version, ", "one query by pgjdbc, ")) {
      assertThat(names(results.get(title + jdk).get("variants")))
          .contains("without", "agent", "agent, tap", "agent, out=", "agent, tap, out=");
    }
  }

  private void run(Object benchmark, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--quick", "--rounds", "1", "--results"));
    arguments.add(folder.toString());
    arguments.addAll(List.of(more));
    assertThat(new CommandLine(benchmark).execute(arguments.toArray(String[]::new))).isZero();
  }

  private JsonNode read(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(file).toFile());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
