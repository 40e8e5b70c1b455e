package dev.postgreswire.message.copy;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireWriter;

/**
 * Data of a COPY that is not in binary format, though it should be. Nothing after it can be
 * decoded.
 *
 * @param bytes the data
 * @param reason why it could not be decoded
 */
public record UndecodedCopy(Bytes bytes, String reason) implements CopyBinary {
  @Override
  public void encode(WireWriter out) {
    out.bytes(bytes);
  }
}
