package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import java.util.Optional;

/** Which messages carry SASL data, and of which form it is. */
final class SaslCarrier {
  private SaslCarrier() {}

  static Optional<Bytes> data(Message message) {
    if (message instanceof SASLInitialResponse response) {
      return response.data();
    } else if (message instanceof SASLResponse response) {
      return Optional.of(response.data());
    } else if (message instanceof AuthenticationSASLContinue challenge) {
      return Optional.of(challenge.data());
    } else if (message instanceof AuthenticationSASLFinal outcome) {
      return Optional.of(outcome.data());
    }
    return Optional.empty();
  }

  static Optional<SaslPayload> decode(Message message, DecodingContext before, SaslReader in) {
    DecodingContext context =
        message instanceof SASLInitialResponse ? before.after(message) : before;
    String mechanism = context.saslMechanism().orElse("");
    if (mechanism.equals("OAUTHBEARER")) {
      return decodeOAuth(message, before, in);
    }
    return mechanism.startsWith("SCRAM-") ? decodeScram(message, before, in) : Optional.empty();
  }

  private static Optional<SaslPayload> decodeScram(
      Message message, DecodingContext before, SaslReader in) {
    return switch (message.type()) {
      case SASL_INITIAL_RESPONSE -> Optional.of(ScramClientFirst.decode(in));
      case AUTHENTICATION_SASL_CONTINUE -> Optional.of(ScramServerFirst.decode(in));
      case SASL_RESPONSE ->
          Optional.of(
              before.saslBegun() ? ScramClientFinal.decode(in) : ScramClientFirst.decode(in));
      case AUTHENTICATION_SASL_FINAL -> Optional.of(ScramServerFinal.decode(in));
      default -> Optional.empty();
    };
  }

  private static Optional<SaslPayload> decodeOAuth(
      Message message, DecodingContext before, SaslReader in) {
    return switch (message.type()) {
      case SASL_INITIAL_RESPONSE -> Optional.of(OAuthBearerInitialResponse.decode(in));
      case AUTHENTICATION_SASL_CONTINUE -> Optional.of(OAuthBearerChallenge.decode(in));
      case SASL_RESPONSE ->
          before.saslBegun()
              ? Optional.empty()
              : Optional.of(OAuthBearerInitialResponse.decode(in));
      default -> Optional.empty();
    };
  }
}
