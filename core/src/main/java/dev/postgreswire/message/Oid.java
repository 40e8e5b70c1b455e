package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;

/**
 * An object identifier: an unsigned 32-bit number that names a type, a table or a function.
 *
 * @param value its bits
 */
public record Oid(int value) {
  /** 0: no object, or a type the server is to infer. */
  public static final Oid UNSPECIFIED = new Oid(0);

  static Oid decode(WireReader in) {
    return in.as(r -> new Oid(r.int32("")));
  }

  /** Returns it as a non-negative number. */
  public long unsigned() {
    return Integer.toUnsignedLong(value);
  }

  /** Returns it in decimal, unsigned. */
  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}
