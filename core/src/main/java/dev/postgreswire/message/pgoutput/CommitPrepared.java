package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.replication.Lsn;
import dev.postgreswire.message.replication.PostgresTime;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * A prepared transaction is committed.
 *
 * @param flags none so far: 0
 * @param commitLsn where its commit lies in the log
 * @param endLsn where it ends in the log
 * @param time when it was committed: microseconds since 2000-01-01 00:00 UTC
 * @param xid its ID
 * @param gid its name
 */
public record CommitPrepared(int flags, long commitLsn, long endLsn, long time, int xid, String gid)
    implements LogicalMessage {
  static CommitPrepared decode(WireReader in) {
    return new CommitPrepared(
        in.int8("flags"),
        in.as(r -> new Lsn(r.int64("commitLsn"))).value(),
        in.as(r -> new Lsn(r.int64("endLsn"))).value(),
        in.as(r -> new PostgresTime(r.int64("time"))).micros(),
        in.int32("xid"),
        in.cString("gid"));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('K').int8(flags).int64(commitLsn).int64(endLsn).int64(time).int32(xid).cString(gid);
  }
}
