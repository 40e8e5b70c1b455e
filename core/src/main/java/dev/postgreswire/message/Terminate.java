package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** Ends the session. */
public record Terminate() implements FrontendMessage {
  static Terminate decode(WireReader in) {
    return new Terminate();
  }

  @Override
  public MessageType type() {
    return MessageType.TERMINATE;
  }

  @Override
  public void encode(WireWriter out) {
    // no body
  }
}
