package dev.postgreswire.message;

import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Field;

/** Tells which fields of which messages are secrets, so that whoever renders them masks them. */
public final class Secrets {
  /** What stands in the place of a secret. */
  public static final String MASK = "********";

  private Secrets() {}

  /**
   * Returns whether {@code field} of {@code message} is a secret: a password or its hash, a SASL
   * response and SCRAM's proof and signature within, a bearer token, a GSSAPI token, the key to
   * cancel statements, and all of a message that should have held one and could not be decoded.
   */
  public static boolean isSecret(Message message, Field field) {
    return isSecret(message, field.name());
  }

  private static boolean isSecret(Message message, String name) {
    return switch (message.type()) {
      case PASSWORD_MESSAGE -> name.equals("password");
      case BACKEND_KEY_DATA, CANCEL_REQUEST -> name.equals("secretKey");
      case SASL_INITIAL_RESPONSE -> isSecretOf((SASLInitialResponse) message, name);
      case SASL_RESPONSE, AUTHENTICATION_SASL_FINAL -> isSaslSecret(name);
      case GSS_RESPONSE, AUTHENTICATION_GSS_CONTINUE -> name.equals("data");
      case UNDECODED ->
          mayHoldSecret((Undecoded) message) && !name.equals("type") && !name.equals("length");
      default -> false;
    };
  }

  /** SCRAM begins without a secret; of other mechanisms nobody knows. */
  private static boolean isSecretOf(SASLInitialResponse response, String name) {
    return !response.mechanism().startsWith("SCRAM-") && isSaslSecret(name);
  }

  private static boolean isSaslSecret(String name) {
    return switch (name) {
      case "data", "data.proof", "data.signature" -> true;
      default -> name.startsWith("data.parameters[") && name.endsWith(".value");
    };
  }

  private static boolean mayHoldSecret(Undecoded undecoded) {
    if (undecoded.bytes().isEmpty()) {
      return false;
    }
    int first = undecoded.bytes().unsigned(0);
    return undecoded.direction() == Direction.FRONTEND
        ? first == 'p' || first == 0
        : first == 'K' || first == 'R';
  }
}
