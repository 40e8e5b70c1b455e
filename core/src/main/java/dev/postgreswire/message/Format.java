package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import java.util.List;

/**
 * How a value is written: as text or in binary.
 *
 * @param code its code on the wire: 0 text, 1 binary; others are kept though no server knows them
 */
public record Format(int code) {
  /** Text. */
  public static final Format TEXT = new Format(0);

  /** Binary. */
  public static final Format BINARY = new Format(1);

  static Format decode(WireReader in) {
    return in.as(r -> of(r.int16("")));
  }

  /** Returns the format of {@code code}. */
  public static Format of(int code) {
    return code == 0 ? TEXT : code == 1 ? BINARY : new Format(code);
  }

  /** Returns whether it is binary. */
  public boolean isBinary() {
    return code == 1;
  }

  /** Returns the format of value {@code index}: no format means text, one is for all values. */
  static Format at(List<Format> formats, int index) {
    if (formats.size() == 1) {
      return formats.get(0);
    }
    return index < formats.size() ? formats.get(index) : TEXT;
  }

  /** Returns {@code text}, {@code binary}, or the code. */
  @Override
  public String toString() {
    return code == 0 ? "text" : code == 1 ? "binary" : Integer.toString(code);
  }
}
