package dev.postgreswire.type;

import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.WireReader;
import java.util.List;

/**
 * Records without a name of their own: a count, and for each field its type and value. Source:
 * {@code record_send} and {@code record_out} in {@code rowtypes.c}. The text does not tell the
 * types.
 */
final class RecordCodec implements Codec {
  @Override
  public Decoded binary(WireReader in, Scope scope) {
    List<String> fields = in.list("fields", in.int32("count"), reader -> field(reader, scope));
    return Decoded.of("(" + String.join(",", fields) + ")");
  }

  private static String field(WireReader in, Scope scope) {
    Oid type = new Oid(in.int32("type"));
    return scope.part(type, in).map(decoded -> Quoting.field(decoded.text())).orElse("");
  }

  @Override
  public Object parse(String text) {
    return text;
  }
}
