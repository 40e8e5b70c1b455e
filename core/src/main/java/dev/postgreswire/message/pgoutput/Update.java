package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A row is updated.
 *
 * @param xid the ID of the transaction, sent within a stream only
 * @param relation the OID of the table
 * @param old what the row was; empty when its key has not changed and the replica identity is not
 *     FULL
 * @param newTuple what the row is now
 */
public record Update(OptionalInt xid, Oid relation, Optional<OldTuple> old, TupleData newTuple)
    implements LogicalMessage {
  static Update decode(WireReader in, OptionalInt xid) {
    Oid relation = in.as(r -> new Oid(r.int32("relation")));
    return new Update(xid, relation, OldTuple.decodeOptional(in), TupleData.decodeNew(in));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('U');
    xid.ifPresent(out::int32);
    out.int32(relation.value());
    old.ifPresent(tuple -> tuple.encode(out));
    newTuple.encodeNew(out);
  }
}
