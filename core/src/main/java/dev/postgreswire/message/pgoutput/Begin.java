package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.replication.Lsn;
import dev.postgreswire.message.replication.PostgresTime;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * A transaction begins.
 *
 * @param finalLsn where its commit lies in the log
 * @param commitTime when it was committed: microseconds since 2000-01-01 00:00 UTC
 * @param xid its ID
 */
public record Begin(long finalLsn, long commitTime, int xid) implements LogicalMessage {
  static Begin decode(WireReader in) {
    return new Begin(
        in.as(r -> new Lsn(r.int64("finalLsn"))).value(),
        in.as(r -> new PostgresTime(r.int64("commitTime"))).micros(),
        in.int32("xid"));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('B').int64(finalLsn).int64(commitTime).int32(xid);
  }
}
