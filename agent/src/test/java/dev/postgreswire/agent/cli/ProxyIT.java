package dev.postgreswire.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.postgreswire.testing.Await;
import dev.postgreswire.testing.ClosedPort;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyIT {
  private static final TestServer SERVER = TestServer.current();

  @Test
  void showsWhatPsqlAndTheServerSay() throws IOException {
    try (AgentJar.RunningProxy proxy = AgentJar.proxy("--server", server())) {
      assertThat(psql(proxy, "select 'hello' as greeting")).isEqualTo("hello\n");

      assertThat(proxy.stop())
          .satisfies(
              stopped -> {
                assertThat(stopped.status()).isZero();
                assertThat(stopped.err()).isEmpty();
                assertThat(stopped.out())
                    .startsWith("F\t")
                    .contains("\"user\" \"scram_user\"")
                    .contains("F\t31\tQuery\t \"select 'hello' as greeting\"\n")
                    .contains("B\t15\tDataRow\t 1 5 'hello'\n")
                    .endsWith("F\t4\tTerminate\n")
                    .doesNotContain("p=" + TestRole.SCRAM.password().orElseThrow());
              });
    }
  }

  @Test
  void writesIntoAFolder(@TempDir Path folder) throws IOException {
    Path out = folder.resolve("made/by/it");
    try (AgentJar.RunningProxy proxy =
        AgentJar.proxy("--server", server(), "--out", out.toString())) {
      psql(proxy, "select 1");
      assertThat(proxy.stop().out()).isEmpty();
    }
    assertThat(out.resolve("trace.txt")).content().endsWith("F\t4\tTerminate\n");
  }

  /** What was flushed, a second ago at most, outlives the process. */
  @Test
  void leavesReadableFilesWhenItIsKilled(@TempDir Path folder) throws IOException {
    try (AgentJar.RunningProxy proxy =
        AgentJar.proxy("--server", server(), "--out", folder.toString())) {
      psql(proxy, "select 'before the end'");
      awaitTerminates(folder, 1);
      // Files are flushed one after the other: all have the first session when one has the second.
      psql(proxy, "select 2");
      awaitTerminates(folder, 2);
      proxy.kill();
    }
    String capture = folder.resolve("recording.pcapng").toString();
    assertThat(AgentJar.run("decode", capture).output())
        .contains("select 'before the end'")
        .contains("F\t4\tTerminate\n");
    assertThat(folder.resolve("messages.jsonl")).content().endsWith("}\n").contains("Terminate");
  }

  private static void awaitTerminates(Path folder, int count) {
    Path trace = folder.resolve("trace.txt");
    Await.until(
        count + " Terminate", () -> Files.readString(trace).split("Terminate", -1).length > count);
  }

  @Test
  void writesFilesThatOnlyTheirOwnerCanRead(@TempDir Path folder) throws IOException {
    try (AgentJar.RunningProxy proxy =
        AgentJar.proxy("--server", server(), "--out", folder.toString())) {
      psql(proxy, "select 1");
      proxy.stop();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .hasSize(4)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  /** The clients do not notice, the other file is complete, and the exit status says it. */
  @Test
  void goesOnWhenADiskIsFull(@TempDir Path folder) throws IOException {
    Path json = folder.resolve("messages.jsonl");
    try (AgentJar.RunningProxy proxy =
        AgentJar.proxy("--server", server(), "--trace", "/dev/full", "--json", json.toString())) {
      assertThat(psql(proxy, "select repeat('x', 100000)")).hasSize(100_001);
      assertThat(psql(proxy, "select 1")).isEqualTo("1\n");

      Tool.Result stopped = proxy.stop();
      assertThat(stopped.status()).isEqualTo(1);
      assertThat(stopped.err()).hasLineCount(1).contains("/dev/full").contains("No space left");
    }
    assertThat(json).content().contains("\"connection\":2").contains("\"event\":\"closed\"");
  }

  @Test
  void writesOnlyWhatFitsTheFilter() throws IOException {
    try (AgentJar.RunningProxy proxy =
        AgentJar.proxy("--server", server(), "--filter", "type == Query or sqlstate")) {
      psql(proxy, "select 1");
      Tool.Result stopped = proxy.stop();
      assertThat(stopped.out()).isEqualTo("F\t13\tQuery\t \"select 1\"\n");
    }
  }

  @Test
  void saysThatTheServerIsNotThere() throws IOException {
    try (ClosedPort nobody = ClosedPort.reserve();
        AgentJar.RunningProxy proxy = AgentJar.proxy("--server", "127.0.0.1:" + nobody.number())) {
      try (Socket client = new Socket(proxy.host(), Integer.parseInt(proxy.port()))) {
        assertThat(catchThrowable(() -> assertThat(client.getInputStream().read()).isNegative()))
            .satisfiesAnyOf(
                thrown -> assertThat(thrown).isNull(),
                thrown -> assertThat(thrown).hasMessageContaining("reset"));
      }
      Tool.Result stopped = proxy.stop();
      assertThat(stopped.status()).isZero();
      assertThat(stopped.err())
          .isEqualTo("connection 1: the server cannot be reached: Connection refused\n");
    }
  }

  static String server() {
    return SERVER.host() + ":" + SERVER.port();
  }

  static String psql(AgentJar.RunningProxy proxy, String sql) {
    return Tool.find("psql", "Debian's package postgresql-client")
        .run(
            Map.of("PGPASSWORD", TestRole.SCRAM.password().orElseThrow(), "PGSSLMODE", "disable"),
            "-h" + proxy.host(),
            "-p" + proxy.port(),
            "-U" + TestRole.SCRAM.userName(),
            "-d" + SERVER.database(),
            "-XqAt",
            "-c" + sql)
        .output();
  }
}
