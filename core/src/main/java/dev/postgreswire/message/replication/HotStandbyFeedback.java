package dev.postgreswire.message.replication;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Tells the server which rows are still needed.
 *
 * @param time the sender's clock: microseconds since 2000-01-01 00:00 UTC
 * @param xmin the oldest transaction still needed; 0 for none
 * @param xminEpoch its epoch
 * @param catalogXmin the oldest transaction whose catalogue rows are still needed; 0 for none
 * @param catalogXminEpoch its epoch
 */
public record HotStandbyFeedback(
    long time, int xmin, int xminEpoch, int catalogXmin, int catalogXminEpoch)
    implements ReplicationMessage {
  static HotStandbyFeedback decode(WireReader in) {
    return new HotStandbyFeedback(
        in.as(r -> new PostgresTime(r.int64("time"))).micros(),
        in.int32("xmin"),
        in.int32("xminEpoch"),
        in.int32("catalogXmin"),
        in.int32("catalogXminEpoch"));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('h')
        .int64(time)
        .int32(xmin)
        .int32(xminEpoch)
        .int32(catalogXmin)
        .int32(catalogXminEpoch);
  }
}
