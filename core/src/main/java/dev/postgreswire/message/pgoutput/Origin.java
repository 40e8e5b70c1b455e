package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.replication.Lsn;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * The transaction comes from another server.
 *
 * @param originLsn where its commit lies in the log of that server
 * @param name the name of the origin
 */
public record Origin(long originLsn, String name) implements LogicalMessage {
  static Origin decode(WireReader in) {
    return new Origin(in.as(r -> new Lsn(r.int64("originLsn"))).value(), in.cString("name"));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('O').int64(originLsn).cString(name);
  }
}
