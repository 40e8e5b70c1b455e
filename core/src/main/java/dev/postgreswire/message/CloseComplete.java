package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** A statement or portal is closed, or was not there. */
public record CloseComplete() implements BackendMessage {
  static CloseComplete decode(WireReader in) {
    return new CloseComplete();
  }

  @Override
  public MessageType type() {
    return MessageType.CLOSE_COMPLETE;
  }

  @Override
  public void encode(WireWriter out) {
    // no body
  }
}
