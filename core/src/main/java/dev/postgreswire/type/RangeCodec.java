package dev.postgreswire.type;

import dev.postgreswire.wire.WireReader;

/**
 * Ranges: flags, and the bounds that there are. Source: {@code range_recv} and {@code
 * range_deparse} in {@code rangetypes.c}.
 *
 * @param bound the type of the bounds
 */
record RangeCodec(PgType bound) implements Codec {
  private static final int EMPTY = 0x01;
  private static final int LOWER_INCLUSIVE = 0x02;
  private static final int UPPER_INCLUSIVE = 0x04;
  private static final int LOWER_INFINITE = 0x08;
  private static final int UPPER_INFINITE = 0x10;

  @Override
  public Decoded binary(WireReader in, Scope scope) {
    int flags = in.int8("flags");
    if ((flags & EMPTY) != 0) {
      return Decoded.of("empty");
    }
    String lower = (flags & LOWER_INFINITE) != 0 ? "" : bound(in, scope);
    String upper = (flags & UPPER_INFINITE) != 0 ? "" : bound(in, scope);
    char open = (flags & LOWER_INCLUSIVE) != 0 ? '[' : '(';
    char close = (flags & UPPER_INCLUSIVE) != 0 ? ']' : ')';
    return Decoded.of(open + lower + "," + upper + close);
  }

  private String bound(WireReader in, Scope scope) {
    return scope
        .part(bound.oid(), in)
        .map(decoded -> Quoting.bound(decoded.text()))
        .orElseThrow(() -> in.fault("bound", "is NULL", in.position()));
  }

  @Override
  public Object parse(String text) {
    return text;
  }
}
