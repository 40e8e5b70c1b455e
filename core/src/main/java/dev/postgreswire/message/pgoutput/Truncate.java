package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;
import java.util.OptionalInt;

/**
 * Tables are emptied.
 *
 * @param xid the ID of the transaction, sent within a stream only
 * @param flags 1 CASCADE, 2 RESTART IDENTITY
 * @param relations the OIDs of the tables
 */
public record Truncate(OptionalInt xid, int flags, List<Oid> relations) implements LogicalMessage {
  /** Copies the list. */
  public Truncate {
    relations = List.copyOf(relations);
  }

  static Truncate decode(WireReader in, OptionalInt xid) {
    int count = in.int32("relationCount");
    int flags = in.int8("flags");
    return new Truncate(
        xid, flags, in.list("relations", count, i -> i.as(r -> new Oid(r.int32("")))));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('T');
    xid.ifPresent(out::int32);
    out.int32(relations.size()).int8(flags);
    relations.forEach(relation -> out.int32(relation.value()));
  }
}
