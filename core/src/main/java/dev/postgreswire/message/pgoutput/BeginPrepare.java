package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.replication.Lsn;
import dev.postgreswire.message.replication.PostgresTime;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * A transaction that was prepared for two-phase commit begins.
 *
 * @param prepareLsn where its preparation lies in the log
 * @param endLsn where it ends in the log
 * @param time when it was prepared: microseconds since 2000-01-01 00:00 UTC
 * @param xid its ID
 * @param gid its name
 */
public record BeginPrepare(long prepareLsn, long endLsn, long time, int xid, String gid)
    implements LogicalMessage {
  static BeginPrepare decode(WireReader in) {
    return new BeginPrepare(
        in.as(r -> new Lsn(r.int64("prepareLsn"))).value(),
        in.as(r -> new Lsn(r.int64("endLsn"))).value(),
        in.as(r -> new PostgresTime(r.int64("time"))).micros(),
        in.int32("xid"),
        in.cString("gid"));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('b').int64(prepareLsn).int64(endLsn).int64(time).int32(xid).cString(gid);
  }
}
