package dev.postgreswire.message.replication;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Write-ahead log, or a message of an output plugin.
 *
 * @param startLsn where the data begins in the log; 0 for some messages of logical replication
 * @param serverEnd where the log ends on the server
 * @param time the sender's clock: microseconds since 2000-01-01 00:00 UTC
 * @param data the data
 */
public record XLogData(long startLsn, long serverEnd, long time, Bytes data)
    implements ReplicationMessage {
  static XLogData decode(WireReader in) {
    return new XLogData(
        in.as(r -> new Lsn(r.int64("startLsn"))).value(),
        in.as(r -> new Lsn(r.int64("serverEnd"))).value(),
        in.as(r -> new PostgresTime(r.int64("time"))).micros(),
        in.rest("data"));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('w').int64(startLsn).int64(serverEnd).int64(time).bytes(data);
  }
}
