package dev.postgreswire.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.recording.Window;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL 18 itself, and its libpq (under the system's psql), which writes a key log. */
class LibPqTest {
  private static final String SQL = "select 'läßt', repeat('x', 100000)";

  private final TestServer server = TestServer.v(18);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslnegotiation=postgres",
        "sslnegotiation=direct",
        "ssl_max_protocol_version=TLSv1.2",
        "ssl_max_protocol_version=TLSv1.2 sslnegotiation=direct"
      })
  void readsASession(String parameters) throws Exception {
    RecordedConnection encrypted = psql(parameters, TestRole.SCRAM);
    boolean direct = parameters.contains("direct");
    KeyLog keyLog = KeyLog.read(folder.resolve("keys.log"));

    RecordedConnection decrypted = decrypt(encrypted, keyLog);
    assertSession(decrypted);
    TlsSession tls = decrypted.tls().orElseThrow();
    assertThat(tls.alpn()).contains("postgresql");
    assertThat(tls.direct()).isEqualTo(direct);
    assertThat(tls.version()).contains(parameters.contains("1.2") ? "TLSv1.2" : "TLSv1.3");
  }

  @Test
  void readsASessionWithAClientsCertificate() throws Exception {
    String files =
        "sslcert=%s sslkey=%s"
            .formatted(TestServer.certificates().client(), TestServer.certificates().clientKey());
    RecordedConnection encrypted = psql(files, TestRole.CERT);

    assertSession(decrypt(encrypted, KeyLog.read(folder.resolve("keys.log"))));
  }

  private static void assertSession(RecordedConnection connection) {
    TlsSession tls = connection.tls().orElseThrow();
    assertThat(tls.undecryptable()).isEmpty();
    assertThat(tls.decrypted()).isTrue();
    assertThat(connection.statements()).extracting(Statement::sql).containsExactly(SQL);
    assertThat(connection.authentication().succeeded()).isTrue();
    assertThat(connection.messages())
        .last()
        .extracting(RecordedMessage::message)
        .isEqualTo(new Terminate());
  }

  /** Records the same bytes again, now that the secrets are known. */
  private static RecordedConnection decrypt(RecordedConnection encrypted, KeyLog keyLog) {
    Recorder recorder = new Recorder(RecorderOptions.defaults(), keyLog);
    try (Window window = recorder.openWindow("the same again")) {
      WireSink.Connection connection = recorder.opened(encrypted.origin());
      for (RecordedMessage message : encrypted.messages()) {
        connection.bytes(message.direction(), message.frame().bytes().toByteBuffer());
      }
      connection.closed(Ending.CLOSED_BY_CLIENT, "");
      return window.recording().connections().get(0);
    }
  }

  private RecordedConnection psql(String parameters, TestRole role) throws Exception {
    OpenSsl.assumeInstalled("psql");
    Path library = server.libDir().resolve("libpq.so.5");
    Assumptions.assumeTrue(Files.exists(library), () -> "no " + library + " to be had here");
    try (WireRecorder recorder = WireRecorder.open(server.host(), server.port())) {
      String connection =
          "host=127.0.0.1 port=%d dbname=%s user=%s sslmode=require sslkeylogfile=%s %s"
              .formatted(
                  recorder.port(),
                  server.database(),
                  role.userName(),
                  folder.resolve("keys.log"),
                  parameters);
      List<String> command = new ArrayList<>(List.of("psql", "-X", "-A", "-t"));
      command.addAll(List.of("-c", SQL, connection));
      assertThat(run(new ProcessBuilder(command), role)).startsWith("läßt|xxxx");
      return recorder.recording().connections().get(0);
    }
  }

  private String run(ProcessBuilder psql, TestRole role) throws IOException, InterruptedException {
    psql.environment().keySet().removeIf(name -> name.startsWith("PG"));
    psql.environment().put("LD_LIBRARY_PATH", server.libDir().toString());
    psql.environment().put("PGCLIENTENCODING", "UTF8");
    role.password().ifPresent(password -> psql.environment().put("PGPASSWORD", password));
    Process process = psql.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return output;
  }
}
