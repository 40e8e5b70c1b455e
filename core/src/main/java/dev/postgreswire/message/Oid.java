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

  /** Those that came last, for the same few come again and again. */
  private static final Oid[] RECENT = new Oid[1 << 10];

  static Oid decode(WireReader in) {
    return in.as(r -> recent(r.int32("")));
  }

  /** Returns the OID of this value; the same object as before, as a rule. */
  static Oid recent(int value) {
    int slot = value & (RECENT.length - 1);
    Oid known = RECENT[slot];
    if (known == null || known.value != value) {
      known = new Oid(value);
      RECENT[slot] = known;
    }
    return known;
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
