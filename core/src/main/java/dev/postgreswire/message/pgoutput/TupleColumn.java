package dev.postgreswire.message.pgoutput;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.Optional;

/**
 * A column of a row.
 *
 * @param kind {@code n} NULL, {@code u} unchanged and stored out of line, so not sent, {@code t}
 *     text, {@code b} binary
 * @param value its value; empty for NULL and unchanged ones
 */
public record TupleColumn(char kind, Optional<Bytes> value) {
  static TupleColumn decode(WireReader in) {
    int start = in.position();
    char kind = in.char8("kind");
    return switch (kind) {
      case 'n', 'u' -> new TupleColumn(kind, Optional.empty());
      case 't', 'b' -> new TupleColumn(kind, Optional.of(in.bytes("value", in.int32("length"))));
      default -> throw in.fault("kind", "is none of 'n', 'u', 't' and 'b'", start);
    };
  }

  void encode(WireWriter out) {
    out.int8(kind);
    value.ifPresent(bytes -> out.int32(bytes.length()).bytes(bytes));
  }
}
