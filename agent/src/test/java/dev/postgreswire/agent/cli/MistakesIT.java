package dev.postgreswire.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One line on standard error: what was wrong, where, and what to write instead. */
class MistakesIT {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  @TempDir Path folder;

  @Test
  void inTheCommandLine() {
    expect(USAGE, "no verb given: write proxy, attach, decode or report; see java -jar");
    expect(USAGE, "Unmatched argument at index 0: 'prxy'; did you mean", "prxy");
    expect(USAGE, "Missing required option: '--server=HOST:PORT'; see java -jar", "proxy");
    expect(USAGE, "Missing required parameter: 'CAPTURE'", "decode");
    expect(USAGE, "Missing required option: '--html=FILE'", "report", "x.pcapng");
    expect(USAGE, "expected one of [trace, json, summary]", "decode", "x", "--format", "xml");
  }

  @Test
  void inAddresses() throws IOException {
    expectOfProxy(
        USAGE,
        "--listen 0.0.0.0:5433: only this machine may connect; write"
            + " 127.0.0.1:5433, [::1]:5433 or localhost:5433",
        "--listen",
        "0.0.0.0:5433");
    expectOfProxy(USAGE, "\"5433\" is not HOST:PORT", "--listen", "5433");
    expectOfProxy(USAGE, "has no port within 0 to 65535", "--listen", "localhost:x");
    expectOfProxy(USAGE, "write an IPv6 address in brackets", "--listen", "::1:5433");
    expect(
        FAILED,
        "--server nobody.invalid:5432: no host is known by that name",
        "proxy",
        "--server",
        "nobody.invalid:5432");
    expect(USAGE, "\"mysql://h:1\" is not a URL of PostgreSQL", "proxy", "--server", "mysql://h:1");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      expectOfProxy(
          FAILED,
          "--listen " + address + ": Address already in use; port 0 picks a" + " free one",
          "--listen",
          address);
    }
  }

  @Test
  void inOutputs() throws IOException {
    expectOfProxy(USAGE, "standard output is asked for twice", "--trace", "-", "--json", "-");
    expectOfProxy(FAILED, "there is no folder", "--trace", "/nowhere/trace.txt");
    Path file = Files.writeString(folder.resolve("file"), "");
    expectOfProxy(FAILED, "exists, and is not a folder: " + file, "--out", file.toString());
    expectOfProxy(FAILED, "it is a folder", "--json", folder.toString());
  }

  @Test
  void inCertificates() throws IOException {
    Path certificate = TestServer.certificates().server();
    Path key = TestServer.certificates().serverKey();
    expectOfProxy(
        USAGE, "--tls-certificate needs --tls-key", "--tls-certificate", certificate.toString());
    expectOfProxy(USAGE, "are for TLS that ends here", "--server-tls", "disable");
    expectOfProxy(
        USAGE,
        "\"maybe\" is none of prefer, disable, require, verify-ca and verify-full",
        "--server-tls",
        "maybe");
    expectOfProxy(
        FAILED,
        "no private key in it, but CERTIFICATE",
        "--tls-certificate",
        certificate.toString(),
        "--tls-key",
        certificate.toString());
    expectOfProxy(
        FAILED,
        "the private key does not belong to the certificate",
        "--tls-certificate",
        TestServer.certificates().client().toString(),
        "--tls-key",
        key.toString());
    expectOfProxy(
        FAILED,
        "there is no such file or folder: /nowhere.crt",
        "--tls-certificate",
        "/nowhere.crt",
        "--tls-key",
        key.toString());
  }

  @Test
  void inCapturesKeyLogsAndFilters() throws IOException {
    expect(FAILED, "/nowhere.pcap", "decode", "/nowhere.pcap");
    Path text = Files.writeString(folder.resolve("notes.txt"), "no packets in here\n");
    expect(FAILED, text.toString(), "decode", text.toString());
    expect(
        FAILED,
        text.toString(),
        "report",
        text.toString(),
        "--html",
        folder.resolve("page.html").toString());
    assertThat(folder.resolve("page.html")).doesNotExist();
    expect(FAILED, "--keylog " + text + ": line 1: ", "decode", "x", "--keylog", text.toString());
    expect(USAGE, "at character 4 of: (((", "decode", "x", "--filter", "(((");
  }

  private static void expectOfProxy(int status, String message, String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "proxy";
    all[1] = "--server";
    all[2] = "localhost:5432";
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    expect(status, message, all);
  }

  private static void expect(int status, String message, String... arguments) {
    Tool.Result result = AgentJar.run(arguments);
    assertThat(result.err()).contains(message).hasLineCount(1);
    assertThat(result.status()).isEqualTo(status);
    assertThat(result.out()).isEmpty();
  }
}
