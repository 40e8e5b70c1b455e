package dev.postgreswire.benchmarks.decode;

import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.DataRow;
import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.RowDescription;
import dev.postgreswire.type.Values;
import dev.postgreswire.wire.Bytes;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ours: the columns of rows as strings, or as values, each described by the RowDescription before.
 */
final class Columns {
  private final Level level;
  private final Consumer<Object> out;
  private List<ColumnDescription> described = List.of();

  Columns(Level level, Consumer<Object> out) {
    this.level = level;
    this.out = out;
  }

  /** Takes a message; those without columns give nothing, nor do any below {@link Level#TEXT}. */
  void take(Message message, DecodingContext context) {
    if (level == Level.TEXT && message instanceof DataRow row) {
      texts(row.columns(), context.charset());
    } else if (level == Level.VALUES && message instanceof RowDescription description) {
      described = description.columns();
    } else if (level == Level.VALUES && message instanceof DataRow row) {
      values(row.columns(), context.charset());
    }
  }

  private void texts(List<Optional<Bytes>> columns, Charset charset) {
    for (int i = 0; i < columns.size(); i++) {
      Optional<Bytes> column = columns.get(i);
      out.accept(column.isPresent() ? column.get().toString(charset) : null);
    }
  }

  private void values(List<Optional<Bytes>> columns, Charset charset) {
    for (int i = 0; i < columns.size(); i++) {
      ColumnDescription column = described.get(i);
      out.accept(Values.decode(column.typeOid(), column.format(), columns.get(i), charset));
    }
  }
}
