package dev.postgreswire.message.pgoutput;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireWriter;

/**
 * What should be a message of pgoutput but has not its form.
 *
 * @param bytes its bytes
 * @param reason why it could not be decoded
 * @param offset where the fault lies, in bytes from its beginning
 */
public record UndecodedLogical(Bytes bytes, String reason, int offset) implements LogicalMessage {
  @Override
  public void encode(WireWriter out) {
    out.bytes(bytes);
  }
}
