package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** A statement is prepared. */
public record ParseComplete() implements BackendMessage {
  static ParseComplete decode(WireReader in) {
    return new ParseComplete();
  }

  @Override
  public MessageType type() {
    return MessageType.PARSE_COMPLETE;
  }

  @Override
  public void encode(WireWriter out) {
    // no body
  }
}
