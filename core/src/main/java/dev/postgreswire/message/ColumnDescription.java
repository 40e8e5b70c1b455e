package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * A column in a RowDescription.
 *
 * @param name its name
 * @param tableOid the table it is a column of; 0 for expressions
 * @param attributeNumber its number in that table; 0 for expressions
 * @param typeOid its type; of a domain the type beneath
 * @param typeSize bytes of a value: {@code pg_type.typlen}, negative when it varies
 * @param typeModifier {@code pg_attribute.atttypmod}, whose meaning the type sets; -1 for none
 * @param format text or binary; text when a statement, not a portal, was described
 */
public record ColumnDescription(
    String name,
    Oid tableOid,
    int attributeNumber,
    Oid typeOid,
    int typeSize,
    int typeModifier,
    Format format) {
  static ColumnDescription decode(WireReader in) {
    return new ColumnDescription(
        in.cString("name"),
        in.as(r -> Oid.recent(r.int32("tableOid"))),
        in.int16("attributeNumber"),
        in.as(r -> Oid.recent(r.int32("typeOid"))),
        in.int16("typeSize"),
        in.int32("typeModifier"),
        in.as(r -> Format.of(r.int16("format"))));
  }

  void encode(WireWriter out) {
    out.cString(name)
        .int32(tableOid.value())
        .int16(attributeNumber)
        .int32(typeOid.value())
        .int16(typeSize)
        .int32(typeModifier)
        .int16(format.code());
  }
}
