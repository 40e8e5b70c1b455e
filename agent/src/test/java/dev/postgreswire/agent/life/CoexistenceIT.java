package dev.postgreswire.agent.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several agents in one JVM, each of which does what it is there for. */
class CoexistenceIT {
  @TempDir Path folder;

  @Test
  void withOthersThatComeAfter() throws IOException {
    List<String> agents = agents("route=loopback");
    agents.add("-javaagent:" + Neighbours.MOCKITO);
    liveTogether(agents);
  }

  @Test
  void withOthersThatComeBefore() throws IOException {
    List<String> agents = agents("route=tap");
    agents.add("-javaagent:" + Neighbours.MOCKITO);
    Collections.reverse(agents);
    liveTogether(agents);
  }

  @Test
  void withMockitoThatAttachesItself() throws IOException {
    liveTogether(agents("route=tap"));
  }

  private List<String> agents(String options) {
    return new ArrayList<>(
        List.of(
            "-javaagent:" + RunningApplication.AGENT + "=out=" + folder + "," + options,
            "-javaagent:" + Neighbours.OPEN_TELEMETRY,
            "-javaagent:" + Neighbours.JACOCO + "=destfile=" + folder.resolve("jacoco.exec")));
  }

  private void liveTogether(List<String> agents) throws IOException {
    List<String> options = new ArrayList<>(agents);
    options.addAll(
        List.of(
            "-Dotel.traces.exporter=logging",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none"));
    List<Path> classPath = new ArrayList<>(Neighbours.OF_MOCKITO);
    classPath.add(Neighbours.MOCKITO);
    try (RunningApplication application =
        RunningApplication.start(Application.class, classPath, options.toArray(String[]::new))) {
      application.told("open c");
      assertThat(application.told("ask c select 'before the mock'")).isEqualTo("before the mock");
      assertThat(application.told("mock")).isEqualTo("port 4711");
      assertThat(application.told("ask c select 'after the mock'")).isEqualTo("after the mock");
      application.told("open d");
      assertThat(application.told("ask d select 'hello'")).isEqualTo("hello");
      assertThat(application.end()).isZero();

      assertThat(application.complaints())
          .noneMatch(line -> line.startsWith("postgres-wire:"))
          .as("OpenTelemetry's span")
          .anyMatch(line -> line.contains("LoggingSpanExporter") && line.contains("SELECT"));
    }
    assertThat(Files.readString(folder.resolve("messages.jsonl")))
        .contains("select 'before the mock'", "select 'after the mock'", "select 'hello'")
        .contains("SASLInitialResponse");
    assertThat(Files.readString(folder.resolve("jacoco.exec"), StandardCharsets.ISO_8859_1))
        .contains(Application.class.getName().replace('.', '/'));
  }
}
