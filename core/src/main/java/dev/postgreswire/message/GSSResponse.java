package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Answers a GSSAPI or SSPI authentication request.
 *
 * @param data a token of the GSSAPI or SSPI mechanism
 */
public record GSSResponse(Bytes data) implements FrontendMessage {
  static GSSResponse decode(WireReader in) {
    return new GSSResponse(in.rest("data"));
  }

  @Override
  public MessageType type() {
    return MessageType.GSS_RESPONSE;
  }

  @Override
  public void encode(WireWriter out) {
    out.bytes(data);
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "GSSResponse[data=" + Secrets.MASK + "]";
  }
}
