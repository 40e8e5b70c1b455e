package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.OptionalInt;

/**
 * Names a type that is not built in.
 *
 * @param xid the ID of the transaction, sent within a stream only
 * @param oid its OID
 * @param namespace its schema; empty for {@code pg_catalog}
 * @param name its name; of a domain the name of the type beneath
 */
public record Type(OptionalInt xid, Oid oid, String namespace, String name)
    implements LogicalMessage {
  static Type decode(WireReader in, OptionalInt xid) {
    return new Type(
        xid, in.as(r -> new Oid(r.int32("oid"))), in.cString("namespace"), in.cString("name"));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('Y');
    xid.ifPresent(out::int32);
    out.int32(oid.value()).cString(namespace).cString(name);
  }
}
