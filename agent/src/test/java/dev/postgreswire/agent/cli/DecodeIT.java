package dev.postgreswire.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A capture, as the proxy has written it, printed in every way. */
class DecodeIT {
  @TempDir static Path folder;
  private static String capture;

  @BeforeAll
  static void capture() throws IOException {
    capture = folder.resolve("session.pcapng").toString();
    try (AgentJar.RunningProxy proxy =
        AgentJar.proxy("--server", ProxyIT.server(), "--pcapng", capture)) {
      ProxyIT.psql(proxy, "select i from generate_series(1, 3) i");
      ProxyIT.psql(proxy, "do $$ begin perform 1 / 0; exception when others then null; end $$");
      proxy.stop();
    }
  }

  @Test
  void summarizesConnections() {
    assertThat(AgentJar.run("decode", capture, "--format", "summary").output())
        .containsPattern("(?m)^connection 1  127\\.0\\.0\\.1:\\d+ → \\S+:\\d+$")
        .contains("user scram_user, database postgres, application psql")
        .containsPattern("login +SCRAM-SHA-256\n")
        .containsPattern("statements +1 simple, 0 extended, 3 rows\n")
        .containsPattern(
            "bytes +[\\d.]+ (bytes|kB) from the client, [\\d.]+ (bytes|kB) from the server\n")
        .containsPattern("time +\\d\\.\\d{3} s, ")
        .contains("connection 2  ")
        .contains("2 connections, 2 statements, 0 errors\n")
        .containsPattern("session\\.pcapng: pcapng, \\d+ packets, .* from 20\\d\\d-");
  }

  @Test
  void filters() {
    assertThat(
            AgentJar.run("decode", capture, "--filter", "conn == 1 and type == DataRow").output())
        .isEqualTo(
            "B\t11\tDataRow\t 1 1 '1'\nB\t11\tDataRow\t 1 1 '2'\nB\t11\tDataRow\t 1 1 '3'\n");
  }

  @Test
  void readsStandardInput() {
    String all = AgentJar.run("decode", capture).output();
    String command = "'%s' -jar '%s' decode - < '%s'".formatted(java(), AgentJar.FILE, capture);
    assertThat(bash(command).output()).isEqualTo(all);
  }

  /** Who has seen enough is not told of a broken pipe. */
  @Test
  void stopsWhenNobodyReadsOn() {
    String command =
        "set -o pipefail; '%s' -jar '%s' decode '%s' | head -n 1"
            .formatted(java(), AgentJar.FILE, capture);
    Tool.Result result = bash(command);
    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).hasLineCount(1);
  }

  @Test
  void saysThatACaptureIsCut() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of(capture));
    Path cut = folder.resolve("cut.pcapng");
    Files.write(cut, Arrays.copyOf(whole, whole.length - 100));

    Tool.Result result = AgentJar.run("decode", cut.toString());
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("generate_series");
    assertThat(result.err()).startsWith(cut + ": ").hasLineCount(1);
  }

  @Test
  void makesAPage() {
    Path page = folder.resolve("page.html");
    AgentJar.run("report", capture, "--html", page.toString(), "--title", "My session").output();
    assertThat(page)
        .content()
        .startsWithIgnoringCase("<!doctype html>")
        .contains("<title>My session");
  }

  private static Tool.Result bash(String command) {
    return Tool.find("bash", "Debian's package bash").run("-c", command);
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
