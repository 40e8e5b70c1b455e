package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.WireWriter;

/**
 * A frame that could not be decoded. Its bytes are all there, and it is encoded as them.
 *
 * @param direction who sent it
 * @param bytes what is kept of it, header included
 * @param reason why it could not be decoded, naming the field if one is at fault
 * @param offset where the fault lies, in bytes from the beginning of the frame
 */
public record Undecoded(Direction direction, Bytes bytes, String reason, int offset)
    implements FrontendMessage, BackendMessage {
  @Override
  public MessageType type() {
    return MessageType.UNDECODED;
  }

  @Override
  public void encode(WireWriter out) {
    out.bytes(bytes);
  }

  /** Leaves the bytes out: nobody knows what is in them. */
  @Override
  public String toString() {
    return "Undecoded["
        + direction.symbol()
        + ", "
        + bytes.length()
        + " bytes, at "
        + offset
        + ": "
        + reason
        + "]";
  }
}
