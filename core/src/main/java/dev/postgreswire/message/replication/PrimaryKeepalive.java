package dev.postgreswire.message.replication;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Shows that the server is alive.
 *
 * @param serverEnd where the log ends on the server
 * @param time the sender's clock: microseconds since 2000-01-01 00:00 UTC
 * @param replyRequested whether the client is to answer at once
 */
public record PrimaryKeepalive(long serverEnd, long time, boolean replyRequested)
    implements ReplicationMessage {
  static PrimaryKeepalive decode(WireReader in) {
    return new PrimaryKeepalive(
        in.as(r -> new Lsn(r.int64("serverEnd"))).value(),
        in.as(r -> new PostgresTime(r.int64("time"))).micros(),
        in.bool("replyRequested"));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('k').int64(serverEnd).int64(time).int8(replyRequested ? 1 : 0);
  }
}
