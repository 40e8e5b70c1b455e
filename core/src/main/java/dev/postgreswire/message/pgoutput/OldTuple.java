package dev.postgreswire.message.pgoutput;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.Optional;

/**
 * What a row was before an update or a delete.
 *
 * @param kind {@code K}: the key only; {@code O}: all of the row
 * @param tuple the row; columns that are not part of the key are NULL with {@code K}
 */
public record OldTuple(char kind, TupleData tuple) {
  static Optional<OldTuple> decodeOptional(WireReader in) {
    return in.atByte('N') ? Optional.empty() : Optional.of(decode(in));
  }

  static OldTuple decode(WireReader in) {
    int start = in.position();
    char kind = in.char8("oldKind");
    if (kind != 'K' && kind != 'O') {
      throw in.fault("oldKind", "is neither 'K' nor 'O'", start);
    }
    return new OldTuple(kind, in.within("old", TupleData::decode));
  }

  void encode(WireWriter out) {
    out.int8(kind);
    tuple.encode(out);
  }
}
