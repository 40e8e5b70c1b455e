package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** Asks for GSSAPI authentication. */
public record AuthenticationGSS() implements BackendMessage, AuthenticationRequest {
  static AuthenticationGSS decode(WireReader in) {
    return new AuthenticationGSS();
  }

  @Override
  public MessageType type() {
    return MessageType.AUTHENTICATION_GSS;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(7);
  }

  @Override
  public int code() {
    return 7;
  }
}
