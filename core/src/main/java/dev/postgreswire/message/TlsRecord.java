package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * A record of a TLS session, as it is on the wire (RFC 8446, section 5.1).
 *
 * @param direction who sent it
 * @param contentType what it holds: 20 change cipher spec, 21 alert, 22 handshake, 23 application
 *     data
 * @param version the record's version, such as 0x0303; of old, not that of the session
 * @param data what it holds, encrypted or not
 */
public record TlsRecord(Direction direction, int contentType, int version, Bytes data)
    implements FrontendMessage, BackendMessage {
  static TlsRecord decode(Direction direction, WireReader in) {
    int contentType = in.int8("contentType");
    int version = in.uint16("version");
    return new TlsRecord(direction, contentType, version, in.bytes("data", in.uint16("length")));
  }

  @Override
  public MessageType type() {
    return MessageType.TLS_RECORD;
  }

  @Override
  public void encode(WireWriter out) {
    out.int8(contentType).int16(version).int16(data.length()).bytes(data);
  }
}
