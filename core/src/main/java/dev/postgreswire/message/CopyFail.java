package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Makes a COPY FROM STDIN fail.
 *
 * @param reason what the server is to put into its error
 */
public record CopyFail(String reason) implements FrontendMessage {
  static CopyFail decode(WireReader in) {
    return new CopyFail(in.cString("reason"));
  }

  @Override
  public MessageType type() {
    return MessageType.COPY_FAIL;
  }

  @Override
  public void encode(WireWriter out) {
    out.cString(reason);
  }
}
