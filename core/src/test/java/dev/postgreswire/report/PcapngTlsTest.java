package dev.postgreswire.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.Query;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.testing.Tool;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** tshark decrypts what openssl has encrypted, by nothing but what is in the file. */
class PcapngTlsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tsharkReadsTheSessionByTheSecretsInTheFile(boolean secretsFirst) throws Exception {
    Session session = session();
    Path file = folder.resolve("session.pcapng");
    try (FormatWriter writer = Pcapng.masked().to(Files.newOutputStream(file))) {
      if (secretsFirst) {
        tell(writer, session);
      }
      session.recording.replayTo(new Late(writer, session));
    }

    assertThat(queries(file, session)).contains("select 'over tls'");
  }

  @Test
  void withoutTheSecretsItDoesNot() throws Exception {
    Session session = session();
    Path file = folder.resolve("session.pcapng");
    try (FormatWriter writer =
        Pcapng.masked().withoutTlsSecrets().to(Files.newOutputStream(file))) {
      tell(writer, session);
      session.recording.replayTo(writer);
    }

    assertThat(queries(file, session)).doesNotContain("select");
  }

  private static String queries(Path file, Session session) throws Exception {
    String port = "tcp.port==" + session.port + ",pgsql";
    return Tool.of("tshark").run("-r", file, "-d", port, "-T", "fields", "-e", "pgsql.query");
  }

  private static void tell(FormatWriter writer, Session session) throws IOException {
    for (TlsSecret secret : session.secrets) {
      writer.secret(secret);
    }
  }

  /** Tells the secrets when all the bytes have been told: a key log may be that late. */
  private record Late(FormatWriter writer, Session session) implements RecordingListener {
    @Override
    public void opened(ConnectionOpened connection) throws IOException {
      writer.opened(connection);
    }

    @Override
    public void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes)
        throws IOException {
      writer.wire(connectionId, time, direction, bytes);
    }

    @Override
    public void closed(ConnectionClosed connection) throws IOException {
      tell(writer, session);
      writer.closed(connection);
    }
  }

  /** A session, and the secrets of its encryption. */
  private record Session(Recording recording, List<TlsSecret> secrets, int port) {}

  private Session session() throws Exception {
    TestServer server = TestServer.v(TestServer.DEFAULT_VERSION);
    Path keyLog = folder.resolve("keys.log");
    try (WireRecorder recorder = WireRecorder.open(server.host(), server.port())) {
      String address = "127.0.0.1:" + recorder.port();
      List<String> command =
          List.of(
              "openssl",
              "s_client",
              "-quiet",
              "-starttls",
              "postgres",
              "-connect",
              address,
              "-keylogfile",
              keyLog.toString());
      Tool.of("openssl");
      Process client =
          new ProcessBuilder(command)
              .redirectOutput(folder.resolve("out").toFile())
              .redirectError(folder.resolve("err").toFile())
              .start();
      client.getOutputStream().write(conversation().toByteArray());
      client.getOutputStream().flush();
      assertThat(client.waitFor(5, TimeUnit.MINUTES)).isTrue();
      return new Session(recorder.recording(), secrets(keyLog), server.port());
    }
  }

  private static Bytes conversation() {
    StartupMessage startup =
        new StartupMessage(
            ProtocolVersion.V3_0,
            List.of(
                new StartupParameter("user", TestRole.TRUST.userName()),
                new StartupParameter("database", "postgres")));
    return MessageEncoder.encode(startup, StandardCharsets.UTF_8)
        .plus(MessageEncoder.encode(new Query("select 'over tls'"), StandardCharsets.UTF_8))
        .plus(MessageEncoder.encode(new Terminate(), StandardCharsets.UTF_8));
  }

  private static List<TlsSecret> secrets(Path keyLog) throws IOException {
    List<TlsSecret> secrets = new ArrayList<>();
    for (String line : Files.readAllLines(keyLog)) {
      if (!line.startsWith("#")) {
        String[] words = line.split(" ", -1);
        secrets.add(new TlsSecret(words[0], Bytes.ofHex(words[1]), Bytes.ofHex(words[2])));
      }
    }
    return secrets;
  }
}
