package dev.postgreswire.message.copy;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * A row of COPY in binary format.
 *
 * @param columns the values, each in the binary format of its type; empty for NULL
 */
public record CopyRow(List<Optional<Bytes>> columns) implements CopyBinary {
  /** Copies the columns. */
  public CopyRow {
    columns = List.copyOf(columns);
  }

  static CopyRow decode(WireReader in) {
    return new CopyRow(in.list("columns", in.int16("columnCount"), r -> r.sized("")));
  }

  @Override
  public void encode(WireWriter out) {
    out.int16(columns.size());
    for (Optional<Bytes> column : columns) {
      out.int32(column.map(Bytes::length).orElse(-1)).bytes(column.orElse(Bytes.EMPTY));
    }
  }
}
