package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.OptionalInt;

/**
 * A row is inserted.
 *
 * @param xid the ID of the transaction, sent within a stream only
 * @param relation the OID of the table
 * @param newTuple the row
 */
public record Insert(OptionalInt xid, Oid relation, TupleData newTuple) implements LogicalMessage {
  static Insert decode(WireReader in, OptionalInt xid) {
    Oid relation = in.as(r -> new Oid(r.int32("relation")));
    return new Insert(xid, relation, TupleData.decodeNew(in));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('I');
    xid.ifPresent(out::int32);
    out.int32(relation.value());
    newTuple.encodeNew(out);
  }
}
