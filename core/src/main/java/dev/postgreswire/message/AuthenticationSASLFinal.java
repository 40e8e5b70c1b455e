package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Ends a SASL exchange: with SCRAM, proves that the server knows the secret.
 *
 * @param data the outcome, whose form the mechanism sets; see {@link SaslPayload}
 */
public record AuthenticationSASLFinal(Bytes data) implements BackendMessage, AuthenticationRequest {
  static AuthenticationSASLFinal decode(WireReader in) {
    return new AuthenticationSASLFinal(in.rest("data"));
  }

  @Override
  public MessageType type() {
    return MessageType.AUTHENTICATION_SASL_FINAL;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(12).bytes(data);
  }

  @Override
  public int code() {
    return 12;
  }

  /** Leaves the server's signature out. */
  @Override
  public String toString() {
    return "AuthenticationSASLFinal[data=" + Secrets.MASK + "]";
  }
}
