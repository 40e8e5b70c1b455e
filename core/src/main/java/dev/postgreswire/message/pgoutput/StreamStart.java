package dev.postgreswire.message.pgoutput;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * A part of a transaction still in progress begins.
 *
 * @param xid the ID of the transaction
 * @param firstSegment whether it is the first part
 */
public record StreamStart(int xid, boolean firstSegment) implements LogicalMessage {
  static StreamStart decode(WireReader in) {
    return new StreamStart(in.int32("xid"), in.bool("firstSegment"));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('S').int32(xid).int8(firstSegment ? 1 : 0);
  }
}
