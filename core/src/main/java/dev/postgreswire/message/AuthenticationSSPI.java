package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** Asks for SSPI authentication. */
public record AuthenticationSSPI() implements BackendMessage, AuthenticationRequest {
  static AuthenticationSSPI decode(WireReader in) {
    return new AuthenticationSSPI();
  }

  @Override
  public MessageType type() {
    return MessageType.AUTHENTICATION_SSPI;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(9);
  }

  @Override
  public int code() {
    return 9;
  }
}
