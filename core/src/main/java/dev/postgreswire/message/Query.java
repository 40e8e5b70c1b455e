package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Runs statements by the simple protocol.
 *
 * @param query the SQL, which may hold several statements
 */
public record Query(String query) implements FrontendMessage {
  static Query decode(WireReader in) {
    return new Query(in.cString("query"));
  }

  @Override
  public MessageType type() {
    return MessageType.QUERY;
  }

  @Override
  public void encode(WireWriter out) {
    out.cString(query);
  }
}
