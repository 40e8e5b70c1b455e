package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.fatal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.AuthenticationCleartextPassword;
import dev.postgreswire.message.AuthenticationMD5Password;
import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.AuthenticationSASL;
import dev.postgreswire.message.AuthenticationSASLContinue;
import dev.postgreswire.message.AuthenticationSASLFinal;
import dev.postgreswire.message.BackendKeyData;
import dev.postgreswire.message.CancelRequest;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.NegotiateProtocolVersion;
import dev.postgreswire.message.NegotiationAnswer;
import dev.postgreswire.message.PasswordMessage;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.SASLInitialResponse;
import dev.postgreswire.message.SASLResponse;
import dev.postgreswire.message.SSLRequest;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.testing.conformance.BreaksProtocol;
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
  void passwordsAreTold() {
    assertThat(method(new AuthenticationCleartextPassword()))
        .isEqualTo(AuthenticationMethod.CLEARTEXT_PASSWORD);
    assertThat(method(new AuthenticationMD5Password(Bytes.ofHex("01020304"))))
        .isEqualTo(AuthenticationMethod.MD5);
  }

  private static AuthenticationMethod method(Message challenge) {
    return WireScript.script()
        .client(STARTUP)
        .server(challenge)
        .client(new PasswordMessage("secret"))
        .server(new AuthenticationOk(), IDLE)
        .connection()
        .authentication()
        .method();
  }

  @Test
  void scramShowsItsAttributes() {
    Authentication authentication =
        script
            .client(STARTUP)
            .server(new AuthenticationSASL(List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256")))
            .client(new SASLInitialResponse("SCRAM-SHA-256", Optional.of(bytes("y,,n=,r=abc"))))
            .server(new AuthenticationSASLContinue(bytes("r=abcdef,s=QSXCR+Q6sek8bf92,i=4096")))
            .client(new SASLResponse(bytes("c=eSws,r=abcdef,p=dHzbZapWIk4jUhN+Ute9ytag9zjf")))
            .server(new AuthenticationSASLFinal(bytes("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5n")))
            .server(new AuthenticationOk(), IDLE)
            .connection()
            .authentication();

    assertThat(authentication.method()).isEqualTo(AuthenticationMethod.SCRAM_SHA_256);
    assertThat(authentication.mechanismsOffered()).hasSize(2);
    assertThat(authentication.channelBindingFlag()).contains("y");
    assertThat(authentication.iterations()).hasValue(4096);
    assertThat(authentication.serverNonceExtendsClients()).isTrue();
    assertThat(authentication.serverProvedItself()).isTrue();
  }

  @Test
  @BreaksProtocol(because = "the server does not prove that it knows the password")
  void aServerThatSkipsItsProofIsSeen() {
    Authentication authentication =
        script
            .client(STARTUP)
            .server(new AuthenticationSASL(List.of("SCRAM-SHA-256")))
            .client(new SASLInitialResponse("SCRAM-SHA-256", Optional.of(bytes("n,,n=,r=abc"))))
            .server(new AuthenticationOk(), IDLE)
            .connection()
            .authentication();

    assertThat(authentication.succeeded()).isTrue();
    assertThat(authentication.serverProvedItself()).isFalse();
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
