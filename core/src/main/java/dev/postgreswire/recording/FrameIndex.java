package dev.postgreswire.recording;

import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.FrameKind;
import java.util.Arrays;

/**
 * Where each frame of one connection lies, in columns, about 30 bytes a frame.
 *
 * <p>Frames are numbered from 0 in the order in which they were completed. A block that a reader
 * may hold is copied before it is changed; appending to one is no change, for a reader knows its
 * end.
 */
final class FrameIndex {
  static final int BLOCK = 64;

  private static final Direction[] DIRECTIONS = Direction.values();
  private static final FrameKind[] KINDS = FrameKind.values();

  /** Most connections of a test say little: as long as they do, a block is small, and grows. */
  private static final int STEP = 16;

  private static final int FEW = 16 * BLOCK;

  /** Bytes of memory a frame takes in the columns, without its true size. */
  private static final int FRAME_MEMORY = 29;

  /** Bytes of memory a block takes besides: its object, and the headers of seven arrays. */
  private static final int BLOCK_OVERHEAD = 160;

  private Block[] blocks = {};
  private int count;
  private int first;
  private int end;
  private int seen;
  private long memory;

  /** Columns of up to {@link #BLOCK} frames. */
  static final class Block {
    final long[] times;
    final long[] positions;
    final Store[] stores;
    final int[] offsets;
    final int[] kept;
    final byte[] marks;

    /** The sizes on the wire; null while all of every frame is kept. */
    private long[] sizes;

    private boolean shared;

    Block(int capacity) {
      times = new long[capacity];
      positions = new long[capacity];
      stores = new Store[capacity];
      offsets = new int[capacity];
      kept = new int[capacity];
      marks = new byte[capacity];
    }

    Block copy(int capacity) {
      Block copy = new Block(capacity);
      int length = Math.min(capacity, times.length);
      System.arraycopy(times, 0, copy.times, 0, length);
      System.arraycopy(positions, 0, copy.positions, 0, length);
      System.arraycopy(stores, 0, copy.stores, 0, length);
      System.arraycopy(offsets, 0, copy.offsets, 0, length);
      System.arraycopy(kept, 0, copy.kept, 0, length);
      System.arraycopy(marks, 0, copy.marks, 0, length);
      copy.sizes = sizes == null ? null : Arrays.copyOf(sizes, capacity);
      return copy;
    }

    /** Returns how many bytes a frame had on the wire, whatever is kept of them. */
    long size(int i) {
      return sizes == null ? kept[i] : sizes[i];
    }

    int memory() {
      int capacity = times.length;
      return BLOCK_OVERHEAD + FRAME_MEMORY * capacity + (sizes == null ? 0 : Long.BYTES * capacity);
    }

    Direction direction(int i) {
      return DIRECTIONS[marks[i] & 1];
    }

    FrameKind kind(int i) {
      return KINDS[(marks[i] >> 1) & 7];
    }

    boolean isDeciphered(int i) {
      return (marks[i] & 0x20) != 0;
    }

    boolean isProtected(int i) {
      return (marks[i] & 0x10) != 0;
    }
  }

  int first() {
    return first;
  }

  int end() {
    return end;
  }

  /** Returns the blocks for a reader; the first of them begins with frame {@link #base()}. */
  Block[] share() {
    seen = end;
    Block[] copy = Arrays.copyOf(blocks, count);
    for (Block block : copy) {
      block.shared = true;
    }
    return copy;
  }

  /** Returns the number of the first frame that no reader can know of. */
  int seen() {
    return seen;
  }

  /** Returns the number of the frame at which the first block begins. */
  int base() {
    return first / BLOCK * BLOCK;
  }

  /** Appends a frame and returns its number. */
  int append(OpenFrame frame, long time, boolean isProtected, boolean isDeciphered) {
    byte mark = mark(frame.direction(), frame.kind(), isProtected, isDeciphered);
    append(mark, time, frame.position(), frame.store(), frame.offset(), frame.kept());
    int number = end - 1;
    if (frame.received() != frame.kept()) {
      withSizes(number).sizes[number % BLOCK] = frame.received();
    }
    return number;
  }

  /** Appends a frame of which all is kept. */
  void append(byte mark, long time, long position, Store store, int offset, int kept) {
    makeRoom();
    Block block = block(end);
    int i = end % BLOCK;
    block.times[i] = time;
    block.positions[i] = position;
    block.marks[i] = mark;
    block.stores[i] = store;
    block.offsets[i] = offset;
    block.kept[i] = kept;
    if (block.sizes != null) {
      block.sizes[i] = kept;
    }
    end++;
  }

  private void makeRoom() {
    int at = (end - base()) / BLOCK;
    if (at == count) {
      if (count == blocks.length) {
        blocks = Arrays.copyOf(blocks, count < 4 ? count + 1 : count * 2);
      }
      put(count++, new Block(end < FEW ? STEP : BLOCK));
    } else if (end % BLOCK == blocks[at].times.length) {
      put(at, blocks[at].copy(Math.min(BLOCK, blocks[at].times.length + STEP)));
    }
  }

  /** Nothing more is expected: gives back what was kept for more. */
  void shrink() {
    int last = count - 1;
    int used = end - base() - last * BLOCK;
    if (last >= 0 && used < blocks[last].times.length) {
      put(last, blocks[last].copy(used));
    }
    blocks = Arrays.copyOf(blocks, count);
  }

  private void put(int at, Block block) {
    memory += block.memory() - (blocks[at] == null ? 0 : blocks[at].memory());
    blocks[at] = block;
  }

  /** From now on the sizes of the frames in the block of {@code number} are not what is kept. */
  private Block withSizes(int number) {
    Block block = mutable(number);
    if (block.sizes == null) {
      long[] sizes = new long[block.times.length];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = block.kept[i];
      }
      memory += (long) Long.BYTES * sizes.length;
      block.sizes = sizes;
    }
    return block;
  }

  /** Direction, kind and two facts in one byte, which never leaves this process. */
  @SuppressWarnings("EnumOrdinal")
  static byte mark(Direction direction, FrameKind kind, boolean isProtected, boolean isDeciphered) {
    int facts = (isProtected ? 0x10 : 0) | (isDeciphered ? 0x20 : 0);
    return (byte) (direction.ordinal() | kind.ordinal() << 1 | facts);
  }

  /** What was kept of a frame lies elsewhere now. */
  void move(int number, Store store, int offset, int kept) {
    Block block = kept == block(number).kept[number % BLOCK] ? mutable(number) : withSizes(number);
    block.stores[number % BLOCK] = store;
    block.offsets[number % BLOCK] = offset;
    block.kept[number % BLOCK] = kept;
  }

  boolean isIn(Store store, int number) {
    return block(number).stores[number % BLOCK] == store;
  }

  Block block(int number) {
    return blocks[(number - base()) / BLOCK];
  }

  /** Returns the memory it takes, in bytes. */
  long memory() {
    return memory;
  }

  /** Forgets the frames before {@code number}. */
  void forgetBefore(int number) {
    int gone = number / BLOCK - first / BLOCK;
    for (int i = 0; i < gone; i++) {
      memory -= blocks[i].memory();
    }
    if (gone > 0) {
      blocks = Arrays.copyOfRange(blocks, gone, count);
      count -= gone;
    }
    first = number;
  }

  private Block mutable(int number) {
    int at = (number - base()) / BLOCK;
    if (blocks[at].shared) {
      put(at, blocks[at].copy(blocks[at].times.length));
    }
    return blocks[at];
  }
}
