package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** Asks the server to send what it holds back. */
public record Flush() implements FrontendMessage {
  static Flush decode(WireReader in) {
    return new Flush();
  }

  @Override
  public MessageType type() {
    return MessageType.FLUSH;
  }

  @Override
  public void encode(WireWriter out) {
    // no body
  }
}
