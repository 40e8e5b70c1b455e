package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;

/**
 * Describes the columns of the rows to come.
 *
 * @param columns the columns; there may be none
 */
public record RowDescription(List<ColumnDescription> columns) implements BackendMessage {
  /** Copies the lists. */
  public RowDescription {
    columns = List.copyOf(columns);
  }

  static RowDescription decode(WireReader in) {
    return new RowDescription(
        in.list("columns", in.uint16("columnCount"), ColumnDescription::decode));
  }

  @Override
  public MessageType type() {
    return MessageType.ROW_DESCRIPTION;
  }

  @Override
  public void encode(WireWriter out) {
    out.int16(columns.size());
    columns.forEach(column -> column.encode(out));
  }
}
