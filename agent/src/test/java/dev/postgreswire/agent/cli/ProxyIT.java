package dev.postgreswire.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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
