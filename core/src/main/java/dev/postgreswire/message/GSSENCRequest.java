package dev.postgreswire.message;

import dev.postgreswire.wire.ProtocolCode;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** Asks the server to encrypt the session with GSSAPI; the answer is one byte. */
public record GSSENCRequest() implements FrontendMessage {
  static GSSENCRequest decode(WireReader in) {
    in.int32("code");
    return new GSSENCRequest();
  }

  @Override
  public MessageType type() {
    return MessageType.GSSENC_REQUEST;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(ProtocolCode.GSSENC_REQUEST);
  }
}
