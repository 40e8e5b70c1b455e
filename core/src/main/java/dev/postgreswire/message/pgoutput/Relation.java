package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;
import java.util.OptionalInt;

/**
 * Describes a table whose rows are to follow.
 *
 * @param xid the ID of the transaction, sent within a stream only
 * @param oid its OID
 * @param namespace its schema; empty for {@code pg_catalog}
 * @param name its name
 * @param replicaIdentity what identifies a row: {@code d} the primary key, {@code n} nothing,
 *     {@code f} all columns, {@code i} an index
 * @param columns its columns
 */
public record Relation(
    OptionalInt xid,
    Oid oid,
    String namespace,
    String name,
    char replicaIdentity,
    List<RelationColumn> columns)
    implements LogicalMessage {
  /** Copies the list. */
  public Relation {
    columns = List.copyOf(columns);
  }

  static Relation decode(WireReader in, OptionalInt xid) {
    return new Relation(
        xid,
        in.as(r -> new Oid(r.int32("oid"))),
        in.cString("namespace"),
        in.cString("name"),
        in.char8("replicaIdentity"),
        in.list("columns", in.uint16("columnCount"), RelationColumn::decode));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('R');
    xid.ifPresent(out::int32);
    out.int32(oid.value()).cString(namespace).cString(name).int8(replicaIdentity);
    out.int16(columns.size());
    columns.forEach(column -> column.encode(out));
  }
}
