package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * A column of a {@link Relation}.
 *
 * @param flags 1 when it is part of the key
 * @param name its name
 * @param typeOid its type
 * @param typeModifier {@code pg_attribute.atttypmod}
 */
public record RelationColumn(int flags, String name, Oid typeOid, int typeModifier) {
  static RelationColumn decode(WireReader in) {
    return new RelationColumn(
        in.int8("flags"),
        in.cString("name"),
        in.as(r -> new Oid(r.int32("typeOid"))),
        in.int32("typeModifier"));
  }

  void encode(WireWriter out) {
    out.int8(flags).cString(name).int32(typeOid.value()).int32(typeModifier);
  }

  /** Returns whether it is part of what identifies a row. */
  public boolean isKey() {
    return (flags & 1) != 0;
  }
}
