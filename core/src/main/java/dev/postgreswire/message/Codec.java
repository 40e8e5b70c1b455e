package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Repeated groups that several messages have. */
final class Codec {
  /** Reads a value of a row or a parameter; empty for NULL. */
  static final Function<WireReader, Optional<Bytes>> VALUE = in -> in.sized("");

  /** Reads a string of a list. */
  static final Function<WireReader, String> STRING = in -> in.cString("");

  private Codec() {}

  static void sized(WireWriter out, Optional<Bytes> value) {
    if (value.isEmpty()) {
      out.int32(-1);
    } else {
      out.int32(value.get().length()).bytes(value.get());
    }
  }

  static void values(WireWriter out, List<Optional<Bytes>> values) {
    out.int16(values.size());
    values.forEach(value -> sized(out, value));
  }

  static void formats(WireWriter out, List<Format> formats) {
    out.int16(formats.size());
    formats.forEach(format -> out.int16(format.code()));
  }

  static void oids(WireWriter out, List<Oid> oids) {
    out.int16(oids.size());
    oids.forEach(oid -> out.int32(oid.value()));
  }
}
