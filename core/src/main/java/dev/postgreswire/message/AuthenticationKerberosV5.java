package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** Asks for Kerberos V5, which nobody supports any more. */
public record AuthenticationKerberosV5() implements BackendMessage, AuthenticationRequest {
  static AuthenticationKerberosV5 decode(WireReader in) {
    return new AuthenticationKerberosV5();
  }

  @Override
  public MessageType type() {
    return MessageType.AUTHENTICATION_KERBEROS_V5;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(2);
  }

  @Override
  public int code() {
    return 2;
  }
}
