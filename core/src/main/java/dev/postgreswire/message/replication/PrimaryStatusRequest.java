package dev.postgreswire.message.replication;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Asks for a {@link PrimaryStatusUpdate} (PostgreSQL 19).
 *
 * @param time the sender's clock: microseconds since 2000-01-01 00:00 UTC
 */
public record PrimaryStatusRequest(long time) implements ReplicationMessage {
  static PrimaryStatusRequest decode(WireReader in) {
    return new PrimaryStatusRequest(in.as(r -> new PostgresTime(r.int64("time"))).micros());
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('p').int64(time);
  }
}
