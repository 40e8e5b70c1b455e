package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.IDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.postgreswire.message.AuthenticationCleartextPassword;
import dev.postgreswire.message.AuthenticationGSS;
import dev.postgreswire.message.AuthenticationGSSContinue;
import dev.postgreswire.message.AuthenticationKerberosV5;
import dev.postgreswire.message.AuthenticationMD5Password;
import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.AuthenticationSASL;
import dev.postgreswire.message.AuthenticationSASLContinue;
import dev.postgreswire.message.AuthenticationSASLFinal;
import dev.postgreswire.message.AuthenticationSSPI;
import dev.postgreswire.message.GSSResponse;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.PasswordMessage;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.SASLInitialResponse;
import dev.postgreswire.message.SASLResponse;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How a client authenticates, as PROTOCOL.md §4 has it. */
class AuthenticationTest {
  private static final StartupMessage STARTUP =
      new StartupMessage(ProtocolVersion.V3_0, List.of(new StartupParameter("user", "alice")));

  private final WireScript script = WireScript.script();

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

  @ParameterizedTest
  @MethodSource("challenges")
  void otherMethodsAreToldByTheirChallenge(List<Message> challenges, AuthenticationMethod method) {
    script.client(STARTUP);
    for (Message challenge : challenges) {
      script.server(challenge);
      if (challenge instanceof AuthenticationGSS || challenge instanceof AuthenticationSSPI) {
        script.client(new GSSResponse(Bytes.ofHex("60")));
      }
    }
    Authentication authentication = script.connection().authentication();

    assertThat(authentication.method()).isEqualTo(method);
    assertThat(authentication.succeeded()).isFalse();
    assertThat(authentication.serverProvedItself()).isFalse();
    assertThat(authentication.serverNonceExtendsClients()).isFalse();
    assertThat(authentication.iterations()).isEmpty();
  }

  static List<Arguments> challenges() {
    AuthenticationGSSContinue more = new AuthenticationGSSContinue(Bytes.ofHex("60"));
    return List.of(
        arguments(List.of(), AuthenticationMethod.NONE),
        arguments(List.of(new AuthenticationKerberosV5()), AuthenticationMethod.OTHER),
        arguments(List.of(new AuthenticationGSS()), AuthenticationMethod.GSS),
        arguments(List.of(new AuthenticationGSS(), more), AuthenticationMethod.GSS),
        arguments(List.of(new AuthenticationSSPI(), more), AuthenticationMethod.SSPI),
        arguments(
            List.of(new AuthenticationSASL(List.of("SCRAM-SHA-256"))), AuthenticationMethod.OTHER));
  }

  @ParameterizedTest
  @CsvSource({
    "SCRAM-SHA-256-PLUS, SCRAM_SHA_256_PLUS",
    "SCRAM-SHA-256, SCRAM_SHA_256",
    "OAUTHBEARER, OAUTHBEARER",
    "LATER, OTHER"
  })
  void mechanismsAreToldByTheirName(String mechanism, AuthenticationMethod method) {
    Authentication authentication =
        script
            .client(STARTUP)
            .server(new AuthenticationSASL(List.of(mechanism)))
            .client(new SASLInitialResponse(mechanism, Optional.empty()))
            .connection()
            .authentication();

    assertThat(authentication.method()).isEqualTo(method);
    assertThat(authentication.mechanism()).contains(mechanism);
    assertThat(authentication.mechanismsOffered()).containsExactly(mechanism);
  }

  @Test
  void aBearerTokenHasAFlag() {
    Authentication authentication =
        script
            .client(STARTUP)
            .server(new AuthenticationSASL(List.of("OAUTHBEARER")))
            .client(
                new SASLInitialResponse(
                    "OAUTHBEARER", Optional.of(bytes("y,,\1auth=Bearer abc\1\1"))))
            .server(new AuthenticationOk(), IDLE)
            .connection()
            .authentication();

    assertThat(authentication.channelBindingFlag()).contains("y");
    assertThat(authentication.succeeded()).isTrue();
    assertThat(authentication.serverProvedItself()).isFalse();
  }

  @Test
  void channelBindingAndNoncesAreShown() {
    Authentication authentication =
        script
            .client(STARTUP)
            .server(new AuthenticationSASL(List.of("SCRAM-SHA-256-PLUS")))
            .client(
                new SASLInitialResponse(
                    "SCRAM-SHA-256-PLUS", Optional.of(bytes("p=tls-server-end-point,,n=,r=abc"))))
            .server(new AuthenticationSASLContinue(bytes("r=abc,s=QSXCR+Q6sek8bf92,i=1")))
            .client(new SASLResponse(bytes("c=cD10bHM=,r=abc,p=AAAA")))
            .server(new AuthenticationSASLFinal(bytes("e=other-error")))
            .server(new AuthenticationOk(), IDLE)
            .connection()
            .authentication();

    assertThat(authentication.channelBindingType()).contains("tls-server-end-point");
    assertThat(authentication.clientNonce()).contains("abc");
    assertThat(authentication.serverNonce()).contains("abc");
    assertThat(authentication.serverNonceExtendsClients()).as("nothing added").isFalse();
    assertThat(authentication.serverProvedItself()).isFalse();
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text, StandardCharsets.UTF_8);
  }
}
