package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;

/**
 * Asks for SASL authentication.
 *
 * @param mechanisms the names of the mechanisms, in the server's order of preference
 */
public record AuthenticationSASL(List<String> mechanisms)
    implements BackendMessage, AuthenticationRequest {
  /** Copies the lists. */
  public AuthenticationSASL {
    mechanisms = List.copyOf(mechanisms);
  }

  static AuthenticationSASL decode(WireReader in) {
    return new AuthenticationSASL(in.listUpToNul("mechanisms", Codec.STRING));
  }

  @Override
  public MessageType type() {
    return MessageType.AUTHENTICATION_SASL;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(10);
    mechanisms.forEach(out::cString);
    out.int8(0);
  }

  @Override
  public int code() {
    return 10;
  }
}
