package dev.postgreswire.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.WireRecorderOptions;
import dev.postgreswire.WireTarget;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.Query;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** openssl talks to a real server, through a recorder that has its key log. */
@BreaksProtocol(because = "the client says all at once, before it is asked in")
class TlsThroughRecorderTest {
  private static final String SQL = "select repeat('x', 100000), generate_series(1, 20)";

  @TempDir Path folder;

  private final TestServer server = TestServer.v(18);
  private final KeyLog keyLog = KeyLog.empty();

  @BeforeEach
  void assumeOpenSsl() {
    OpenSsl.assumeInstalled("openssl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_3", "-tls1_2"})
  void negotiatedTls(String version) throws Exception {
    try (WireRecorder recorder = open()) {
      KeyLogFile file = talk(recorder, version, "-starttls", "postgres");

      RecordedConnection before = recorder.recording().connections().get(0);
      assertThat(before.tls().orElseThrow().decrypted()).isFalse();
      assertThat(before.tls().orElseThrow().undecryptable()).isPresent();
      assertThat(before.statements()).isEmpty();

      assertThat(file.poll()).isTrue();

      RecordedConnection connection = check(recorder);
      assertThat(connection.messages())
          .extracting(RecordedMessage::name)
          .startsWith("SSLRequest", "NegotiationAnswer", "StartupMessage");
    }
  }

  @Test
  void directTls() throws Exception {
    try (WireRecorder recorder = open()) {
      talk(recorder, "-tls1_3", "-alpn", "postgresql").poll();

      RecordedConnection connection = check(recorder);
      TlsSession tls = connection.tls().orElseThrow();
      assertThat(tls.direct()).isTrue();
      assertThat(tls.alpn()).contains("postgresql"); // TLS 1.3 encrypts the server's choice
      assertThat(connection.messages().get(0).name()).isEqualTo("StartupMessage");
    }
  }

  private WireRecorder open() {
    return WireRecorder.open(
        WireTarget.of(server.host(), server.port()),
        WireRecorderOptions.defaults().withKeyLog(keyLog));
  }

  /** Says all at once, and waits until the server has answered and closed. */
  private KeyLogFile talk(WireRecorder recorder, String... arguments) throws Exception {
    Path keys = folder.resolve("keys.log");
    List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-quiet"));
    command.addAll(List.of("-connect", recorder.host() + ":" + recorder.port()));
    command.addAll(List.of("-keylogfile", keys.toString()));
    command.addAll(List.of(arguments));
    Process openssl =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("answers").toFile())
            .start();
    try (OutputStream out = openssl.getOutputStream()) {
      List<StartupParameter> parameters =
          List.of(
              new StartupParameter("user", TestRole.TRUST.userName()),
              new StartupParameter("database", "postgres"));
      out.write(encode(new StartupMessage(ProtocolVersion.V3_0, parameters)));
      out.write(encode(new Query(SQL)));
      out.write(encode(new Terminate()));
      out.flush();
      assertThat(openssl.waitFor(5, TimeUnit.MINUTES)).isTrue();
    }
    return new KeyLogFile(keys, keyLog::secret);
  }

  private static byte[] encode(Message message) {
    return MessageEncoder.encode(message, StandardCharsets.UTF_8).toByteArray();
  }

  private static RecordedConnection check(WireRecorder recorder) throws IOException {
    RecordedConnection connection = recorder.recording().connections().get(0);
    assertThat(connection.statements()).singleElement().matches(s -> s.sql().equals(SQL));
    assertThat(connection.statements().get(0).returnedRows()).isEqualTo(20);
    assertThat(connection.undecoded()).isEmpty();
    assertThat(connection.notes()).isEmpty();
    assertThat(connection.ending()).isEqualTo(Ending.TERMINATED);
    assertThat(connection.tls().orElseThrow().decrypted()).isTrue();
    assertThat(connection.tls().orElseThrow().undecryptable()).isEmpty();
    replaysTheWire(recorder, connection);
    return connection;
  }

  private static void replaysTheWire(WireRecorder recorder, RecordedConnection connection)
      throws IOException {
    List<TlsSecret> secrets = new ArrayList<>();
    long[] bytes = new long[1];
    recorder
        .recording()
        .replayTo(
            new RecordingListener() {
              @Override
              public void wire(int id, Instant time, Direction direction, ByteBuffer wire) {
                bytes[0] += wire.remaining();
              }

              @Override
              public void secret(TlsSecret secret) {
                secrets.add(secret);
              }
            });
    assertThat(bytes[0])
        .isEqualTo(connection.bytes(Direction.FRONTEND) + connection.bytes(Direction.BACKEND));
    assertThat(secrets).isNotEmpty();
  }
}
