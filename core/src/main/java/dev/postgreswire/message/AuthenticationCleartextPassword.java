package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** Asks for the password as it is. */
public record AuthenticationCleartextPassword() implements BackendMessage, AuthenticationRequest {
  static AuthenticationCleartextPassword decode(WireReader in) {
    return new AuthenticationCleartextPassword();
  }

  @Override
  public MessageType type() {
    return MessageType.AUTHENTICATION_CLEARTEXT_PASSWORD;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(3);
  }

  @Override
  public int code() {
    return 3;
  }
}
