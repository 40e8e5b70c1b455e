package dev.postgreswire.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.TlsDecryptor;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
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

    assertThat(Transcript.of(encrypted).read(keyLog).alpn()).contains("postgresql");
    assertThat(encrypted.tls().orElseThrow().direct()).isEqualTo(direct);
    assertSession(decrypt(encrypted, keyLog));
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
    assertThat(connection.statements()).extracting(Statement::sql).containsExactly(SQL);
    assertThat(connection.authentication().succeeded()).isTrue();
    assertThat(connection.messages())
        .last()
        .extracting(RecordedMessage::message)
        .isEqualTo(new Terminate());
  }

  /** Plays what is in the records as if it had come in the clear. */
  private static RecordedConnection decrypt(RecordedConnection encrypted, KeyLog keyLog) {
    TlsDecryptor decryptor = keyLog.begin();
    WireScript script = WireScript.script();
    for (Transcript.Entry entry : Transcript.of(encrypted).entries()) {
      Bytes data =
          ((TlsDecryptor.Plaintext) decryptor.take(entry.direction(), entry.tlsRecord())).data();
      if (entry.direction() == Direction.FRONTEND) {
        script.clientHex(data.toHex());
      } else {
        script.serverHex(data.toHex());
      }
    }
    return script.closed(Ending.CLOSED_BY_CLIENT).playOnce().connections().get(0);
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
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
