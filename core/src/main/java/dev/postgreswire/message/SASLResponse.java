package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Goes on with a SASL exchange.
 *
 * @param data the response, whose form the mechanism sets; see {@link SaslPayload}
 */
public record SASLResponse(Bytes data) implements FrontendMessage {
  static SASLResponse decode(WireReader in) {
    return new SASLResponse(in.rest("data"));
  }

  @Override
  public MessageType type() {
    return MessageType.SASL_RESPONSE;
  }

  @Override
  public void encode(WireWriter out) {
    out.bytes(data);
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "SASLResponse[data=" + Secrets.MASK + "]";
  }
}
