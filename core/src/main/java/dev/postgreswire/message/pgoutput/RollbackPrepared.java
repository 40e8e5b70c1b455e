package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.replication.Lsn;
import dev.postgreswire.message.replication.PostgresTime;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * A prepared transaction is rolled back.
 *
 * @param flags none so far: 0
 * @param prepareEndLsn where its preparation ends in the log
 * @param rollbackEndLsn where its rollback ends in the log
 * @param prepareTime when it was prepared: microseconds since 2000-01-01 00:00 UTC
 * @param rollbackTime when it was rolled back: microseconds since 2000-01-01 00:00 UTC
 * @param xid its ID
 * @param gid its name
 */
public record RollbackPrepared(
    int flags,
    long prepareEndLsn,
    long rollbackEndLsn,
    long prepareTime,
    long rollbackTime,
    int xid,
    String gid)
    implements LogicalMessage {
  static RollbackPrepared decode(WireReader in) {
    return new RollbackPrepared(
        in.int8("flags"),
        in.as(r -> new Lsn(r.int64("prepareEndLsn"))).value(),
        in.as(r -> new Lsn(r.int64("rollbackEndLsn"))).value(),
        in.as(r -> new PostgresTime(r.int64("prepareTime"))).micros(),
        in.as(r -> new PostgresTime(r.int64("rollbackTime"))).micros(),
        in.int32("xid"),
        in.cString("gid"));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('r')
        .int8(flags)
        .int64(prepareEndLsn)
        .int64(rollbackEndLsn)
        .int64(prepareTime)
        .int64(rollbackTime)
        .int32(xid)
        .cString(gid);
  }
}
