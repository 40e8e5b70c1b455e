package dev.postgreswire.type;

import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.MalformedMessageException;
import dev.postgreswire.wire.WireReader;
import java.util.Optional;

/**
 * The bounds within which one value is decoded with all its parts: how deep they nest, and how much
 * text they make. A {@code numeric} of ten bytes may have 131,072 digits, and each level of nested
 * records doubles the quotes.
 */
final class Scope {
  private static final int MAX_DEPTH = 32;
  private static final int FREE = 1 << 20;
  private static final int PER_BYTE = 16;

  private int depth;
  private long charactersLeft;

  private Scope(long charactersLeft) {
    this.charactersLeft = charactersLeft;
  }

  /** Returns the bounds for a value of these bytes. */
  static Scope of(Bytes bytes) {
    return new Scope(FREE + (long) PER_BYTE * bytes.length());
  }

  /** Takes {@code characters} off what may still be made. */
  void spend(long characters) {
    charactersLeft -= characters;
    if (charactersLeft < 0) {
      throw new MalformedMessageException("it is too large when written out", 0);
    }
  }

  /** Decodes a part of the given type, with a 32-bit length before it; empty for NULL. */
  Optional<Decoded> part(Oid type, WireReader in) {
    return in.sized("element").map(bytes -> decode(type, bytes, in));
  }

  private Decoded decode(Oid type, Bytes bytes, WireReader outer) {
    if (++depth > MAX_DEPTH) {
      throw new MalformedMessageException("it nests deeper than " + MAX_DEPTH, outer.position());
    }
    WireReader in = WireReader.of(bytes, 0, outer.charset());
    Decoded decoded =
        Codecs.of(type)
            .map(codec -> codec.binary(in, this))
            .orElseGet(() -> new Decoded(in.rest("value"), Texts.hex(bytes)));
    in.expectEnd();
    spend(decoded.text().length());
    depth--;
    return decoded;
  }
}
