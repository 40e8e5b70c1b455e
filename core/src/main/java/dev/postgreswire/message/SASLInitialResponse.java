package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.Optional;

/**
 * Chooses a SASL mechanism and may begin the exchange with it.
 *
 * @param mechanism one of those that {@link AuthenticationSASL} offered
 * @param data the response, whose form the mechanism sets (see {@link SaslPayload}); empty when it
 *     is to follow later
 */
public record SASLInitialResponse(String mechanism, Optional<Bytes> data)
    implements FrontendMessage {
  static SASLInitialResponse decode(WireReader in) {
    return new SASLInitialResponse(in.cString("mechanism"), in.sized("data"));
  }

  @Override
  public MessageType type() {
    return MessageType.SASL_INITIAL_RESPONSE;
  }

  @Override
  public void encode(WireWriter out) {
    out.cString(mechanism);
    Codec.sized(out, data);
  }

  /** Leaves the response out: a bearer token is a secret. */
  @Override
  public String toString() {
    return "SASLInitialResponse[mechanism=" + mechanism + ", data=" + Secrets.MASK + "]";
  }
}
