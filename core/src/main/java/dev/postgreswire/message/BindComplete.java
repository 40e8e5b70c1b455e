package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** A portal is bound. */
public record BindComplete() implements BackendMessage {
  static BindComplete decode(WireReader in) {
    return new BindComplete();
  }

  @Override
  public MessageType type() {
    return MessageType.BIND_COMPLETE;
  }

  @Override
  public void encode(WireWriter out) {
    // no body
  }
}
