package dev.postgreswire.recording;

import dev.postgreswire.message.AuthenticationRequest;
import dev.postgreswire.message.AuthenticationSASL;
import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.OAuthBearerInitialResponse;
import dev.postgreswire.message.SASLInitialResponse;
import dev.postgreswire.message.SaslPayload;
import dev.postgreswire.message.ScramClientFirst;
import dev.postgreswire.message.ScramServerFinal;
import dev.postgreswire.message.ScramServerFirst;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Follows the authentication of one connection.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sasl-authentication.html">SASL
 *     Authentication</a>
 */
final class AuthenticationTracker {
  private AuthenticationMethod method = AuthenticationMethod.NONE;
  private List<String> offered = List.of();
  private String mechanism;
  private String flag;
  private String bindingType;
  private Integer iterations;
  private String clientNonce;
  private String serverNonce;
  private boolean proved;
  private boolean succeeded;
  private RecordedError error;

  /**
   * Takes the next message.
   *
   * @param context what was known before it
   */
  void take(Message message, DecodingContext context) {
    if (succeeded) {
      return;
    }
    if (message instanceof AuthenticationRequest request) {
      request(request);
    }
    if (message instanceof SASLInitialResponse initial) {
      mechanism = initial.mechanism();
      method = ofMechanism(mechanism);
    }
    SaslPayload.of(message, context).ifPresent(this::payload);
  }

  void failed(RecordedError how) {
    if (!succeeded && error == null) {
      error = how;
    }
  }

  private void request(AuthenticationRequest request) {
    switch (request.code()) {
      case 0 -> {
        succeeded = true;
        if (method == AuthenticationMethod.NONE) {
          method = AuthenticationMethod.TRUST;
        }
      }
      case 3 -> method = AuthenticationMethod.CLEARTEXT_PASSWORD;
      case 5 -> method = AuthenticationMethod.MD5;
      case 7, 8 -> method = method == AuthenticationMethod.SSPI ? method : AuthenticationMethod.GSS;
      case 9 -> method = AuthenticationMethod.SSPI;
      case 10 -> {
        method = AuthenticationMethod.OTHER;
        offered = request instanceof AuthenticationSASL sasl ? sasl.mechanisms() : List.of();
      }
      case 11, 12 -> {
        // The mechanism has been chosen already.
      }
      default -> method = AuthenticationMethod.OTHER;
    }
  }

  private static AuthenticationMethod ofMechanism(String mechanism) {
    return switch (mechanism) {
      case "SCRAM-SHA-256" -> AuthenticationMethod.SCRAM_SHA_256;
      case "SCRAM-SHA-256-PLUS" -> AuthenticationMethod.SCRAM_SHA_256_PLUS;
      case "OAUTHBEARER" -> AuthenticationMethod.OAUTHBEARER;
      default -> AuthenticationMethod.OTHER;
    };
  }

  private void payload(SaslPayload payload) {
    if (payload instanceof ScramClientFirst first) {
      flag = first.gs2Flag();
      bindingType = first.channelBindingType().orElse(null);
      clientNonce = first.nonce();
    } else if (payload instanceof ScramServerFirst first) {
      serverNonce = first.nonce();
      iterations = first.iterations();
    } else if (payload instanceof ScramServerFinal last) {
      proved = last.signature().isPresent();
    } else if (payload instanceof OAuthBearerInitialResponse initial) {
      flag = initial.gs2Flag();
    }
  }

  Authentication facts() {
    return new Authentication(
        method,
        offered,
        Optional.ofNullable(mechanism),
        Optional.ofNullable(flag),
        Optional.ofNullable(bindingType),
        iterations == null ? OptionalInt.empty() : OptionalInt.of(iterations),
        Optional.ofNullable(clientNonce),
        Optional.ofNullable(serverNonce),
        proved && succeeded,
        succeeded,
        Optional.ofNullable(error));
  }
}
