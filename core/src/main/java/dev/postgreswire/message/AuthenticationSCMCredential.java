package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** Asks for credentials over a Unix socket, which nobody supports any more. */
public record AuthenticationSCMCredential() implements BackendMessage, AuthenticationRequest {
  static AuthenticationSCMCredential decode(WireReader in) {
    return new AuthenticationSCMCredential();
  }

  @Override
  public MessageType type() {
    return MessageType.AUTHENTICATION_SCM_CREDENTIAL;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(6);
  }

  @Override
  public int code() {
    return 6;
  }
}
