package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** A statement or portal returns no rows. */
public record NoData() implements BackendMessage {
  static NoData decode(WireReader in) {
    return new NoData();
  }

  @Override
  public MessageType type() {
    return MessageType.NO_DATA;
  }

  @Override
  public void encode(WireWriter out) {
    // no body
  }
}
