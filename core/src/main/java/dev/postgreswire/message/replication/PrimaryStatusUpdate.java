package dev.postgreswire.message.replication;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Tells how far the transactions of the primary are (PostgreSQL 19).
 *
 * @param writeLsn how far the log is written
 * @param oldestCommittingXid the oldest transaction that is committing, in 64 bits
 * @param nextXid the next transaction, in 64 bits
 * @param time the sender's clock: microseconds since 2000-01-01 00:00 UTC
 */
public record PrimaryStatusUpdate(long writeLsn, long oldestCommittingXid, long nextXid, long time)
    implements ReplicationMessage {
  static PrimaryStatusUpdate decode(WireReader in) {
    return new PrimaryStatusUpdate(
        in.as(r -> new Lsn(r.int64("writeLsn"))).value(),
        in.int64("oldestCommittingXid"),
        in.int64("nextXid"),
        in.as(r -> new PostgresTime(r.int64("time"))).micros());
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('s').int64(writeLsn).int64(oldestCommittingXid).int64(nextXid).int64(time);
  }
}
