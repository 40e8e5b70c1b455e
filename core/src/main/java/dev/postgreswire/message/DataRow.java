package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * A row.
 *
 * @param columns the values; empty for NULL
 */
public record DataRow(List<Optional<Bytes>> columns) implements BackendMessage {
  /** Copies the list. */
  public DataRow {
    columns = columns instanceof RowColumns ? columns : List.copyOf(columns);
  }

  static DataRow decode(WireReader in) {
    int count = in.uint16("columnCount");
    return new DataRow(
        in.keepsFields() ? in.list("columns", count, Codec.VALUE) : RowColumns.read(in, count));
  }

  @Override
  public MessageType type() {
    return MessageType.DATA_ROW;
  }

  @Override
  public void encode(WireWriter out) {
    Codec.values(out, columns);
  }
}
