package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Ends a series of extended-query messages: commits what is implicit, ends the skipping of an
 * error.
 */
public record Sync() implements FrontendMessage {
  static Sync decode(WireReader in) {
    return new Sync();
  }

  @Override
  public MessageType type() {
    return MessageType.SYNC;
  }

  @Override
  public void encode(WireWriter out) {
    // no body
  }
}
