package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** Ends a COPY, in either direction. */
public record CopyDone() implements FrontendMessage, BackendMessage {
  static CopyDone decode(WireReader in) {
    return new CopyDone();
  }

  @Override
  public MessageType type() {
    return MessageType.COPY_DONE;
  }

  @Override
  public void encode(WireWriter out) {
    // no body
  }
}
