package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.replication.Lsn;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.OptionalInt;

/**
 * A message of {@code pg_logical_emit_message}.
 *
 * @param xid the ID of the transaction, sent within a stream only
 * @param flags 1 when it belongs to the transaction
 * @param lsn where it lies in the log
 * @param prefix what it is about
 * @param content the message
 */
public record LogicalDecodingMessage(
    OptionalInt xid, int flags, long lsn, String prefix, Bytes content) implements LogicalMessage {
  static LogicalDecodingMessage decode(WireReader in, OptionalInt xid) {
    return new LogicalDecodingMessage(
        xid,
        in.int8("flags"),
        in.as(r -> new Lsn(r.int64("lsn"))).value(),
        in.cString("prefix"),
        in.bytes("content", in.int32("contentLength")));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('M');
    xid.ifPresent(out::int32);
    out.int8(flags).int64(lsn).cString(prefix).int32(content.length()).bytes(content);
  }

  /** Returns whether it belongs to the transaction. */
  public boolean isTransactional() {
    return (flags & 1) != 0;
  }
}
