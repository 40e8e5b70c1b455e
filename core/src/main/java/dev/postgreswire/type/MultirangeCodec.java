package dev.postgreswire.type;

import dev.postgreswire.wire.WireReader;
import java.util.List;

/**
 * Multiranges: a count and as many ranges. Source: {@code multirange_recv} in {@code
 * multirangetypes.c}.
 *
 * @param range the type of the ranges
 */
record MultirangeCodec(PgType range) implements Codec {
  @Override
  public Decoded binary(WireReader in, Scope scope) {
    List<String> ranges = in.list("ranges", in.int32("count"), reader -> range(reader, scope));
    return Decoded.of("{" + String.join(",", ranges) + "}");
  }

  private String range(WireReader in, Scope scope) {
    return scope
        .part(range.oid(), in)
        .orElseThrow(() -> in.fault("range", "is NULL", in.position()))
        .text();
  }

  @Override
  public Object parse(String text) {
    return text;
  }
}
