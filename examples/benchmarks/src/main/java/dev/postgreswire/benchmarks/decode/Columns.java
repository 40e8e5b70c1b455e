package dev.postgreswire.benchmarks.decode;

import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.DataRow;
import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.RowDescription;
import dev.postgreswire.type.Values;
import java.util.List;
import java.util.function.Consumer;

/** Ours: the values of the columns of rows, each described by the RowDescription before it. */
final class Columns {
  private final Consumer<Object> out;
  private List<ColumnDescription> described = List.of();

  Columns(Consumer<Object> out) {
    this.out = out;
  }

  void take(Message message, DecodingContext context) {
    if (message instanceof RowDescription description) {
      described = description.columns();
    } else if (message instanceof DataRow row) {
      for (int i = 0; i < row.columns().size(); i++) {
        ColumnDescription column = described.get(i);
        out.accept(
            Values.decode(
                column.typeOid(), column.format(), row.columns().get(i), context.charset()));
      }
    }
  }
}
