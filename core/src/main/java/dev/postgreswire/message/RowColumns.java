package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * The columns of a row as they were read: where each lies, and an object of its own only for who
 * asks for it. Of the rows of a large result hardly anybody does. Immutable.
 */
final class RowColumns extends AbstractList<Optional<Bytes>> implements RandomAccess {
  private static final int LENGTH = 4;
  private static final int NULL = -1;

  private final Bytes row;
  private final int[] starts;

  private RowColumns(Bytes row, int[] starts) {
    this.row = row;
    this.starts = starts;
  }

  /** Reads {@code count} columns. */
  static List<Optional<Bytes>> read(WireReader in, int count) {
    int[] starts = new int[Math.min(count, in.remaining())];
    int first = in.position();
    for (int i = 0; i < count; i++) {
      int start = in.position() - first;
      in.skipSized("columns", i); // throws before more of them are found than bytes
      starts[i] = start;
    }
    return new RowColumns(in.since(first), starts);
  }

  @Override
  public Optional<Bytes> get(int index) {
    int start = starts[index];
    int length = row.int32(start);
    return length == NULL ? Optional.empty() : Optional.of(row.slice(start + LENGTH, length));
  }

  @Override
  public int size() {
    return starts.length;
  }
}
