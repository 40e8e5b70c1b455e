package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.replication.Lsn;
import dev.postgreswire.message.replication.PostgresTime;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.OptionalLong;

/**
 * A streamed transaction, or a part of it, is rolled back.
 *
 * @param xid the ID of the transaction
 * @param subxid the ID of the part; that of the transaction when all of it is
 * @param abortLsn where the rollback lies in the log; sent with parallel streaming only
 * @param abortTime when it was rolled back, in microseconds since 2000-01-01 00:00 UTC; sent with
 *     parallel streaming only
 */
public record StreamAbort(int xid, int subxid, OptionalLong abortLsn, OptionalLong abortTime)
    implements LogicalMessage {
  static StreamAbort decode(WireReader in, boolean parallel) {
    int xid = in.int32("xid");
    int subxid = in.int32("subxid");
    if (!parallel) {
      return new StreamAbort(xid, subxid, OptionalLong.empty(), OptionalLong.empty());
    }
    long lsn = in.as(r -> new Lsn(r.int64("abortLsn"))).value();
    long time = in.as(r -> new PostgresTime(r.int64("abortTime"))).micros();
    return new StreamAbort(xid, subxid, OptionalLong.of(lsn), OptionalLong.of(time));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('A').int32(xid).int32(subxid);
    abortLsn.ifPresent(out::int64);
    abortTime.ifPresent(out::int64);
  }
}
