package dev.postgreswire.message.replication;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Tells the server how far the client has come.
 *
 * @param written how far the log is written, and one more
 * @param flushed how far it is flushed to disk, and one more
 * @param applied how far it is applied, and one more
 * @param time the sender's clock: microseconds since 2000-01-01 00:00 UTC
 * @param replyRequested whether the server is to answer at once
 */
public record StandbyStatusUpdate(
    long written, long flushed, long applied, long time, boolean replyRequested)
    implements ReplicationMessage {
  static StandbyStatusUpdate decode(WireReader in) {
    return new StandbyStatusUpdate(
        in.as(r -> new Lsn(r.int64("written"))).value(),
        in.as(r -> new Lsn(r.int64("flushed"))).value(),
        in.as(r -> new Lsn(r.int64("applied"))).value(),
        in.as(r -> new PostgresTime(r.int64("time"))).micros(),
        in.bool("replyRequested"));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('r')
        .int64(written)
        .int64(flushed)
        .int64(applied)
        .int64(time)
        .int8(replyRequested ? 1 : 0);
  }
}
