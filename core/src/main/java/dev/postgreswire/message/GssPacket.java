package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * A packet of a GSSAPI-encrypted session: a token of its handshake, or encrypted data.
 *
 * @param direction who sent it
 * @param data the token or the data
 */
public record GssPacket(Direction direction, Bytes data)
    implements FrontendMessage, BackendMessage {
  static GssPacket decode(Direction direction, WireReader in) {
    return new GssPacket(direction, in.bytes("data", in.int32("length")));
  }

  @Override
  public MessageType type() {
    return MessageType.GSS_PACKET;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(data.length()).bytes(data);
  }
}
