package dev.postgreswire.message.copy;

import dev.postgreswire.wire.Bytes;

/**
 * Finds where the elements of COPY in binary format end, wherever its data is cut. It keeps a few
 * numbers and no data.
 */
public final class CopyBinaryScanner {
  private static final int NULL = -1;
  private static final int TRAILER = -1;

  private Stage stage = Stage.SIGNATURE;
  private int left = Stage.SIGNATURE.size;
  private int number;
  private int columns;

  /** What the next byte is part of. */
  private enum Stage {
    SIGNATURE(11),
    FLAGS(4),
    EXTENSION_LENGTH(4),
    EXTENSION(0),
    COLUMN_COUNT(2),
    LENGTH(4),
    VALUE(0),
    ENDED(0),
    BROKEN(0);

    private final int size;

    Stage(int size) {
      this.size = size;
    }
  }

  /** Creates a scanner at the beginning of a COPY. */
  public CopyBinaryScanner() {}

  /** Returns a scanner at the same place. */
  public CopyBinaryScanner copy() {
    CopyBinaryScanner copy = new CopyBinaryScanner();
    copy.stage = stage;
    copy.left = left;
    copy.number = number;
    copy.columns = columns;
    return copy;
  }

  /** Says that data is missing: where elements end cannot be told any more. */
  public void lose() {
    stage = Stage.BROKEN;
  }

  /** Returns whether the header is not complete yet. */
  public boolean isInHeader() {
    return stage.compareTo(Stage.EXTENSION) <= 0;
  }

  /** Returns whether the next byte is the first of an element. */
  public boolean isBetweenElements() {
    return left == stage.size && (stage == Stage.SIGNATURE || stage == Stage.COLUMN_COUNT);
  }

  /** Returns whether the trailer has been seen. */
  public boolean isEnded() {
    return stage == Stage.ENDED;
  }

  /** Returns whether the data is not in binary format: no element will end any more. */
  public boolean isBroken() {
    return stage == Stage.BROKEN;
  }

  /**
   * Goes on to the end of the element.
   *
   * @return where it ends in {@code data}, or -1 when it does not
   */
  public int next(Bytes data, int from) {
    int position = from;
    while (position < data.length() && stage.compareTo(Stage.ENDED) < 0) {
      int count = Math.min(left, data.length() - position);
      take(data, position, count);
      position += count;
      left -= count;
      if (left == 0 && stage != Stage.BROKEN && endsElement()) {
        return position;
      }
    }
    return -1;
  }

  private void take(Bytes data, int from, int count) {
    if (stage == Stage.SIGNATURE) {
      int at = stage.size - left;
      if (!CopyHeader.SIGNATURE.slice(at, count).equals(data.slice(from, count))) {
        stage = Stage.BROKEN;
      }
    } else if (stage != Stage.VALUE && stage != Stage.EXTENSION) {
      for (int i = from; i < from + count; i++) {
        number = number << 8 | data.unsigned(i);
      }
    }
  }

  /** Moves on from a stage that is complete; returns whether that ends the element. */
  private boolean endsElement() {
    int value = number;
    number = 0;
    return switch (stage) {
      case SIGNATURE -> begin(Stage.FLAGS);
      case FLAGS -> begin(Stage.EXTENSION_LENGTH);
      case EXTENSION_LENGTH -> extension(value);
      case EXTENSION -> !begin(Stage.COLUMN_COUNT);
      case COLUMN_COUNT -> row((short) value);
      case LENGTH -> value(value);
      case VALUE -> column();
      case ENDED, BROKEN -> false;
    };
  }

  private boolean begin(Stage next) {
    stage = next;
    left = next.size;
    return false;
  }

  private boolean extension(int length) {
    if (length < 0) {
      return begin(Stage.BROKEN);
    }
    if (length == 0) {
      return !begin(Stage.COLUMN_COUNT);
    }
    stage = Stage.EXTENSION;
    left = length;
    return false;
  }

  private boolean row(int count) {
    if (count == TRAILER) {
      return !begin(Stage.ENDED);
    }
    if (count < 0) {
      return begin(Stage.BROKEN);
    }
    columns = count;
    return count == 0 ? !begin(Stage.COLUMN_COUNT) : begin(Stage.LENGTH);
  }

  private boolean value(int length) {
    if (length < NULL) {
      return begin(Stage.BROKEN);
    }
    if (length <= 0) {
      return column();
    }
    stage = Stage.VALUE;
    left = length;
    return false;
  }

  private boolean column() {
    columns--;
    return columns == 0 ? !begin(Stage.COLUMN_COUNT) : begin(Stage.LENGTH);
  }
}
