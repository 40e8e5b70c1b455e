package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Carries data of a COPY, in either direction; where it is cut means nothing from the client.
 *
 * @param data the data: rows of a COPY, or a message of replication
 */
public record CopyData(Bytes data) implements FrontendMessage, BackendMessage {
  static CopyData decode(WireReader in) {
    return new CopyData(in.rest("data"));
  }

  @Override
  public MessageType type() {
    return MessageType.COPY_DATA;
  }

  @Override
  public void encode(WireWriter out) {
    out.bytes(data);
  }
}
