package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Goes on with a SASL exchange.
 *
 * @param data the challenge, whose form the mechanism sets; see {@link SaslPayload}
 */
public record AuthenticationSASLContinue(Bytes data)
    implements BackendMessage, AuthenticationRequest {
  static AuthenticationSASLContinue decode(WireReader in) {
    return new AuthenticationSASLContinue(in.rest("data"));
  }

  @Override
  public MessageType type() {
    return MessageType.AUTHENTICATION_SASL_CONTINUE;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(11).bytes(data);
  }

  @Override
  public int code() {
    return 11;
  }
}
