package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Runs a portal.
 *
 * @param portal its name; empty for the unnamed one
 * @param maxRows how many rows to return at most; 0 or less for all
 */
public record Execute(String portal, int maxRows) implements FrontendMessage {
  static Execute decode(WireReader in) {
    return new Execute(in.cString("portal"), in.int32("maxRows"));
  }

  @Override
  public MessageType type() {
    return MessageType.EXECUTE;
  }

  @Override
  public void encode(WireWriter out) {
    out.cString(portal).int32(maxRows);
  }
}
