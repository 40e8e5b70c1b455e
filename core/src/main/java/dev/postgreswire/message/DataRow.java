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
  /** Copies the lists. */
  public DataRow {
    columns = List.copyOf(columns);
  }

  static DataRow decode(WireReader in) {
    return new DataRow(in.list("columns", in.uint16("columnCount"), Codec.VALUE));
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
