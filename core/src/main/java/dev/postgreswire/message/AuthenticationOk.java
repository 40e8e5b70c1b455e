package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** The client is authenticated. */
public record AuthenticationOk() implements BackendMessage, AuthenticationRequest {
  static AuthenticationOk decode(WireReader in) {
    return new AuthenticationOk();
  }

  @Override
  public MessageType type() {
    return MessageType.AUTHENTICATION_OK;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(0);
  }

  @Override
  public int code() {
    return 0;
  }
}
