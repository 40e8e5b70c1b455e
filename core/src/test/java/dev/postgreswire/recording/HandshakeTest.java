package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.fatal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.AuthenticationCleartextPassword;
import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.BackendKeyData;
import dev.postgreswire.message.CancelRequest;
import dev.postgreswire.message.GSSENCRequest;
import dev.postgreswire.message.NegotiateProtocolVersion;
import dev.postgreswire.message.NegotiationAnswer;
import dev.postgreswire.message.PasswordMessage;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.SSLRequest;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The beginning of a connection, as PROTOCOL.md §2 and §4 have it. */
class HandshakeTest {
  private static final StartupMessage STARTUP = startup(ProtocolVersion.V3_0);

  private final WireScript script = WireScript.script();

  @Test
  void trustIsOkWithoutAChallenge() {
    RecordedConnection connection = WireScript.session().connection();

    assertThat(connection.authentication().method()).isEqualTo(AuthenticationMethod.TRUST);
    assertThat(connection.authentication().succeeded()).isTrue();
    assertThat(connection.startupParameter("user")).contains("alice");
    assertThat(connection.serverParameters()).containsEntry("server_version", "18.0");
    assertThat(connection.backendProcessId()).hasValue(42);
    assertThat(connection.secretKeyLength()).isEqualTo(4);
    assertThat(connection.protocolVersion()).contains(ProtocolVersion.V3_0);
    assertThat(connection.handshake()).hasSize(6);
    assertThat(connection.exchanges().get(0).kind()).isEqualTo(Exchange.Kind.STARTUP);
    assertThat(connection.exchanges().get(0).isComplete()).isTrue();
  }

  @Test
  void aFailureHasItsError() {
    RecordedConnection connection =
        script
            .client(STARTUP)
            .server(new AuthenticationCleartextPassword())
            .client(new PasswordMessage("wrong"))
            .server(fatal("28P01", "password authentication failed"))
            .closed(Ending.CLOSED_BY_SERVER)
            .connection();

    assertThat(connection.authentication().succeeded()).isFalse();
    assertThat(connection.authentication().error().orElseThrow().sqlState().code())
        .isEqualTo("28P01");
    assertThat(connection.fatalError()).isPresent();
    assertThat(connection.exchanges()).hasSize(1).allMatch(Exchange::isComplete);
  }

  @Test
  void refusedEncryptionIsSeen() {
    RecordedConnection connection =
        script
            .client(new SSLRequest())
            .server(new NegotiationAnswer('N'))
            .client(STARTUP)
            .server(new AuthenticationOk(), IDLE)
            .connection();

    assertThat(connection.encryptionRequests())
        .containsExactly(
            new EncryptionRequest(EncryptionRequest.Kind.TLS, EncryptionRequest.Answer.REFUSED));
    assertThat(connection.isEncrypted()).isFalse();
    assertThat(connection.handshake().get(0).phase()).isEqualTo(Phase.NEGOTIATION);
    assertThat(connection.exchanges()).hasSize(1);
  }

  @Test
  void anErrorAnswersAnSslRequest() {
    RecordedConnection connection =
        script
            .client(new SSLRequest())
            .server(error("0A000", "unsupported"))
            .closed(Ending.CLOSED_BY_SERVER)
            .connection();

    assertThat(connection.encryptionRequests().get(0).answer())
        .isEqualTo(EncryptionRequest.Answer.ERROR);
  }

  @Test
  void aLegacyErrorIsFatal() {
    RecordedConnection connection =
        script
            .client(STARTUP)
            .serverHex("45 736f727279 00")
            .closed(Ending.CLOSED_BY_SERVER)
            .connection();

    assertThat(connection.fatalError().orElseThrow().message()).isEqualTo("sorry");
  }

  @Test
  void versionsAreNegotiated() {
    RecordedConnection connection =
        script
            .client(startup(new ProtocolVersion(3, 9999)))
            .server(new NegotiateProtocolVersion(ProtocolVersion.V3_2.code(), List.of()))
            .server(new AuthenticationOk(), new BackendKeyData(1, Bytes.of(new byte[32])), IDLE)
            .connection();

    assertThat(connection.requestedVersion()).contains(new ProtocolVersion(3, 9999));
    assertThat(connection.protocolVersion()).contains(ProtocolVersion.V3_2);
    assertThat(connection.secretKeyLength()).isEqualTo(32);
  }

  @Test
  void bothEncryptionsMayBeAskedForInTurn() {
    RecordedConnection connection =
        script
            .client(new GSSENCRequest())
            .server(new NegotiationAnswer('N'))
            .client(new SSLRequest())
            .connection();

    assertThat(connection.encryptionRequests())
        .containsExactly(
            new EncryptionRequest(EncryptionRequest.Kind.GSS, EncryptionRequest.Answer.REFUSED),
            new EncryptionRequest(EncryptionRequest.Kind.TLS, EncryptionRequest.Answer.NONE));
    assertThat(connection.isEncrypted()).isFalse();
    assertThat(connection.isCancelRequest()).isFalse();
  }

  @Test
  void whatGssEncryptsIsEncrypted() {
    RecordedConnection connection =
        script
            .client(new GSSENCRequest())
            .server(new NegotiationAnswer('G'))
            .clientHex("00000002 6001")
            .connection();

    assertThat(connection.isEncrypted()).isTrue();
    assertThat(connection.encryptionRequests().get(0).answer())
        .isEqualTo(EncryptionRequest.Answer.ACCEPTED);
    assertThat(connection.messages().get(2).phase()).isEqualTo(Phase.TLS);
  }

  @Test
  void aCancelRequestCausesTheErrorAfterIt() {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    try (Window window = recorder.openWindow("cancel")) {
      WireSink.Connection victim = recorder.opened(ConnectionOrigin.of("db:5432", ""));
      WireScript.session()
          .client(dev.postgreswire.testing.Messages.query("select pg_sleep(60)"))
          .playOn(victim);
      WireScript.script().client(new CancelRequest(42, Bytes.ofHex("01020304"))).playOn(recorder);
      WireScript.script()
          .server(error("57014", "canceling statement due to user request"), IDLE)
          .playOn(victim);

      Recording recording = window.recording();
      Cancellation cancel = recording.cancels().get(0);
      assertThat(cancel.effect()).map(RecordedError::messageIndex).contains(7);
      assertThat(cancel.processId()).isEqualTo(42);
      assertThat(recording.connections().get(0).cancels()).containsExactly(cancel);
      assertThat(recording.connections().get(0).cancelRequest()).isEmpty();
      Cancellation carried = recording.connections().get(1).cancelRequest().orElseThrow();
      assertThat(carried.connectionId()).isEqualTo(2);
      assertThat(carried.victimConnectionId()).isEmpty();
      assertThat(recording.connections().get(1).messages().get(0).phase()).isEqualTo(Phase.CANCEL);
    }
  }

  @Test
  void aCancelRequestIsTiedToItsVictim() {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    try (Window window = recorder.openWindow("cancel")) {
      WireScript.session()
          .client(dev.postgreswire.testing.Messages.query("select pg_sleep(60)"))
          .playOn(recorder);
      WireScript.script()
          .client(new CancelRequest(42, Bytes.ofHex("01020304")))
          .closed(Ending.CLOSED_BY_SERVER)
          .playOn(recorder);
      WireScript.script()
          .client(new CancelRequest(42, Bytes.ofHex("ffffffff")))
          .closed(Ending.CLOSED_BY_SERVER)
          .playOn(recorder);

      Recording recording = window.recording();
      assertThat(recording.cancels())
          .extracting(Cancellation::victimConnectionId)
          .containsExactly(Optional.of(1), Optional.empty());
      assertThat(recording.connections().get(0).cancels()).hasSize(1);
      assertThat(recording.connections().get(1).isCancelRequest()).isTrue();
      assertThat(recording.connections().get(1).exchanges())
          .extracting(Exchange::kind)
          .containsExactly(Exchange.Kind.CANCEL);
    }
  }

  @Test
  void whatIsNotPostgresIsUndecoded() {
    RecordedConnection connection = script.clientHex(hex("GET / HTTP/1.1\r\n\r\n")).connection();

    assertThat(connection.undecoded()).hasSize(1);
    assertThat(connection.messages().get(0).phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(connection.notes()).hasSize(1);
  }

  private static StartupMessage startup(ProtocolVersion version) {
    return new StartupMessage(version, List.of(new StartupParameter("user", "alice")));
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text, StandardCharsets.UTF_8);
  }

  private static String hex(String text) {
    return bytes(text).toHex();
  }
}
