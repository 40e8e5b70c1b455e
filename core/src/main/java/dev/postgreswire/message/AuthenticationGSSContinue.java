package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Goes on with GSSAPI or SSPI authentication.
 *
 * @param data a token of the mechanism
 */
public record AuthenticationGSSContinue(Bytes data)
    implements BackendMessage, AuthenticationRequest {
  static AuthenticationGSSContinue decode(WireReader in) {
    return new AuthenticationGSSContinue(in.rest("data"));
  }

  @Override
  public MessageType type() {
    return MessageType.AUTHENTICATION_GSS_CONTINUE;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(8).bytes(data);
  }

  @Override
  public int code() {
    return 8;
  }
}
