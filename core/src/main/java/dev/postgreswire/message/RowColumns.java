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

  private final Bytes frame;
  private final int[] starts;

  private RowColumns(Bytes frame, int[] starts) {
    this.frame = frame;
    this.starts = starts;
  }

  /** Reads {@code count} columns. */
  static List<Optional<Bytes>> read(WireReader in, int count) {
    return new RowColumns(in.frame(), in.skipSized("columns", count));
  }

  @Override
  public Optional<Bytes> get(int index) {
    int start = starts[index];
    int length = frame.int32(start);
    return length == NULL ? Optional.empty() : Optional.of(frame.slice(start + LENGTH, length));
  }

  @Override
  public int size() {
    return starts.length;
  }
}
