package dev.postgreswire.message;

import dev.postgreswire.wire.ProtocolCode;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** Asks the server to encrypt the session with TLS; the answer is one byte. */
public record SSLRequest() implements FrontendMessage {
  static SSLRequest decode(WireReader in) {
    in.int32("code");
    return new SSLRequest();
  }

  @Override
  public MessageType type() {
    return MessageType.SSL_REQUEST;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(ProtocolCode.SSL_REQUEST);
  }
}
