package dev.postgreswire.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.TestCertificates;
import dev.postgreswire.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every client by way of the jar's proxy, to a real server. */
class ClientsIT {
  private static final List<String> FILES =
      List.of("trace.txt", "messages.jsonl", "recording.pcapng", "recording.html");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void inPlaintext(Client client) throws Exception {
    try (AgentJar.RunningProxy proxy = proxy()) {
      String printed = client.run(proxy, "disable", null);
      assertGreeting(client, printed, stop(proxy));
    }
  }

  /** TLS goes from end to end; the client's key log grows while the proxy runs. */
  @ParameterizedTest
  @EnumSource
  void inTlsByTheClientsKeyLog(Client client) throws Exception {
    Path keyLog = folder.resolve("keys.log");
    try (AgentJar.RunningProxy proxy = proxy("--keylog", keyLog.toString())) {
      String printed = client.run(proxy, "require", keyLog);
      assertThat(keyLog).content().contains("CLIENT_TRAFFIC_SECRET_0");

      String trace = stop(proxy);
      assertGreeting(client, printed, trace);
      assertThat(trace).contains("F\t8\tSSLRequest\t 1234 5679\nB\t1\tSSLResponse\t S\n");
      assertThat(folder.resolve("out/messages.jsonl"))
          .content()
          .contains("\"event\":\"tls\"")
          .doesNotContain("TlsRecord");
    }
  }

  @ParameterizedTest
  @EnumSource
  void inTlsThatEndsAtTheProxy(Client client) throws Exception {
    TestCertificates certificates = TestServer.certificates();
    try (AgentJar.RunningProxy proxy =
        proxy(
            "--tls-certificate",
            certificates.server().toString(),
            "--tls-key",
            certificates.serverKey().toString())) {
      String printed = client.run(proxy, "require", null);

      assertGreeting(client, printed, stop(proxy));
      assertThat(folder.resolve("out/messages.jsonl"))
          .content()
          .contains("TLS ends at the recorder")
          .contains("The server's leg: TLSv1.3");
    }
  }

  private AgentJar.RunningProxy proxy(String... more) {
    return AgentJar.proxy(
        Stream.concat(
                Stream.of("--server", ProxyIT.server(), "--out", folder.resolve("out").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** Stops the proxy, and returns its trace. */
  private String stop(AgentJar.RunningProxy proxy) throws Exception {
    Tool.Result stopped = proxy.stop();
    assertThat(stopped.status()).as(stopped.err()).isZero();
    for (String file : FILES) {
      assertThat(folder.resolve("out").resolve(file)).isNotEmptyFile();
    }
    return Files.readString(folder.resolve("out/trace.txt"));
  }

  private static void assertGreeting(Client client, String printed, String trace) {
    assertThat(printed).containsPattern("hello from \\w+|number of transactions");
    assertThat(trace)
        .contains("\tStartupMessage\t")
        .contains("\"" + client.sql() + "\"")
        .containsPattern("\tDataRow\t 1 \\d+ 'hello from \\w+'")
        .contains("F\t4\tTerminate\n")
        .doesNotContain("Undecoded");
  }
}
