package dev.postgreswire.message.pgoutput;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;

/**
 * A row.
 *
 * @param columns its columns in the order of the {@link Relation}
 */
public record TupleData(List<TupleColumn> columns) {
  /** Copies the columns. */
  public TupleData {
    columns = List.copyOf(columns);
  }

  static TupleData decode(WireReader in) {
    return new TupleData(in.list("columns", in.uint16("columnCount"), TupleColumn::decode));
  }

  static TupleData decodeNew(WireReader in) {
    int start = in.position();
    if (in.char8("newKind") != 'N') {
      throw in.fault("newKind", "is not 'N'", start);
    }
    return in.within("new", TupleData::decode);
  }

  void encode(WireWriter out) {
    out.int16(columns.size());
    columns.forEach(column -> column.encode(out));
  }

  void encodeNew(WireWriter out) {
    out.int8('N');
    encode(out);
  }
}
