package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Asks for authentication in a way that this version of the protocol does not know.
 *
 * @param code the number of the way
 * @param data what follows it
 */
public record AuthenticationUnknown(int code, Bytes data)
    implements BackendMessage, AuthenticationRequest {
  static AuthenticationUnknown decode(int code, WireReader in) {
    return new AuthenticationUnknown(code, in.rest("data"));
  }

  @Override
  public MessageType type() {
    return MessageType.AUTHENTICATION_UNKNOWN;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(code).bytes(data);
  }
}
