package dev.postgreswire.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.recording.EncryptionRequest;
import dev.postgreswire.recording.EncryptionRequest.Answer;
import dev.postgreswire.recording.EncryptionRequest.Kind;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.wire.Direction;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions in TLS: relayed end to end, recorded as opaque, and what can be seen of them is said.
 */
class TlsTest {
  @ParameterizedTest
  @MethodSource("dev.postgreswire.testing.TestServer#all")
  void recordsANegotiatedSessionAsWhatItIs(TestServer server) throws SQLException {
    RecordedConnection connection = record(server, TestRole.SCRAM, "sslmode=require");

    assertThat(connection.encryptionRequests())
        .containsExactly(new EncryptionRequest(Kind.TLS, Answer.ACCEPTED));
    TlsSession tls = connection.tls().orElseThrow();
    assertThat(tls.direct()).isFalse();
    assertThat(tls.version()).contains("TLSv1.3");
    assertThat(tls.cipherSuite().orElseThrow()).startsWith("TLS_");
    assertThat(connection.bytes(Direction.FRONTEND)).isEqualTo(tls.frontendBytes() + 8);
    assertThat(connection.bytes(Direction.BACKEND)).isEqualTo(tls.backendBytes() + 1);
  }

  @Test
  void recordsADirectSessionWithItsNames() throws SQLException {
    RecordedConnection connection =
        record(TestServer.v(18), TestRole.SCRAM, "sslmode=require", "sslNegotiation=direct");

    assertThat(connection.encryptionRequests()).isEmpty();
    TlsSession tls = connection.tls().orElseThrow();
    assertThat(tls.direct()).isTrue();
    assertThat(tls.offeredAlpn()).containsExactly("postgresql");
    assertThat(connection.bytes(Direction.FRONTEND)).isEqualTo(tls.frontendBytes());
    assertThat(connection.bytes(Direction.BACKEND)).isEqualTo(tls.backendBytes());
  }

  private static RecordedConnection record(TestServer server, TestRole role, String... parameters)
      throws SQLException {
    try (WireRecorder behind = WireRecorder.open(server.host(), server.port());
        WireRecorder recorder = WireRecorder.open(behind.host(), behind.port())) {
      String url = server.jdbcUrl("127.0.0.1", recorder.port(), role, parameters);
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        statement.execute("select 1");
      }
      Recording recording = recorder.recording();
      RecordingChecks.check(recording);
      RecordingChecks.relayedUnaltered(recording, behind.recording());
      RecordedConnection connection = recording.connections().get(0);
      assertThat(connection.isEncrypted()).isTrue();
      assertThat(connection.statements()).isEmpty();
      // Who said Terminate is hidden, so it is only known who closed first. A server that has
      // closed when the client takes its leave of TLS answers that with a reset.
      assertThat(connection.ending())
          .isIn(Ending.CLOSED_BY_CLIENT, Ending.CLOSED_BY_SERVER, Ending.RESET_BY_SERVER);
      return connection;
    }
  }
}
