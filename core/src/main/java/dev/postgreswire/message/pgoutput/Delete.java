package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.OptionalInt;

/**
 * A row is deleted.
 *
 * @param xid the ID of the transaction, sent within a stream only
 * @param relation the OID of the table
 * @param old what the row was
 */
public record Delete(OptionalInt xid, Oid relation, OldTuple old) implements LogicalMessage {
  static Delete decode(WireReader in, OptionalInt xid) {
    return new Delete(xid, in.as(r -> new Oid(r.int32("relation"))), OldTuple.decode(in));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('D');
    xid.ifPresent(out::int32);
    out.int32(relation.value());
    old.encode(out);
  }
}
