package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Asks for the password, hashed with MD5.
 *
 * @param salt the 4 bytes to hash with
 */
public record AuthenticationMD5Password(Bytes salt)
    implements BackendMessage, AuthenticationRequest {
  static AuthenticationMD5Password decode(WireReader in) {
    return new AuthenticationMD5Password(in.bytes("salt", 4));
  }

  @Override
  public MessageType type() {
    return MessageType.AUTHENTICATION_MD5_PASSWORD;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(5).bytes(salt);
  }

  @Override
  public int code() {
    return 5;
  }
}
