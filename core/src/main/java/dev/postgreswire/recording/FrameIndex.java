package dev.postgreswire.recording;

import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.FrameKind;
import java.util.Arrays;

/**
 * Where each frame of one connection lies, in columns, about 30 bytes a frame; some five where a
 * short connection is over.
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

  /** The same while there is one block. */
  private static final int FIRST_STEP = 8;

  private static final int FEW = 16 * BLOCK;

  private static final Block[] NO_BLOCKS = {};

  /** Bytes of memory a frame takes in the columns, without its true size. */
  private static final int FRAME_MEMORY = 29;

  /** Bytes of memory a block takes besides: its object, and the headers of seven arrays. */
  private static final int BLOCK_OVERHEAD = 160;

  private final Spares<Block> spares;
  private Block[] blocks = NO_BLOCKS;

  /** In place of blocks, or null. */
  private PackedFrames packed;

  private int count;
  private int first;
  private int end;
  private int seen;
  private boolean moved;
  private long memory;

  /** Creates an empty one that takes what blocks it can from {@code spares}. */
  FrameIndex(Spares<Block> spares) {
    this.spares = spares;
  }

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

    static Spares<Block> spares() {
      return new Spares<>(BLOCK_OVERHEAD + FRAME_MEMORY * BLOCK, () -> new Block(BLOCK));
    }

    /** Nobody looks at its frames any more. */
    void recycle(Spares<Block> spares) {
      if (!shared && times.length == BLOCK) {
        Arrays.fill(stores, null);
        sizes = null;
        spares.give(this);
      }
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

    /** Puts a frame there of which all is kept. */
    void set(int i, byte mark, long time, long position, Store store, int offset, int length) {
      times[i] = time;
      positions[i] = position;
      marks[i] = mark;
      stores[i] = store;
      offsets[i] = offset;
      kept[i] = length;
      if (sizes != null) {
        sizes[i] = length;
      }
    }

    /** The size of a frame is not what is kept of it; returns the memory that this takes. */
    int setSize(int i, long size) {
      int growth = 0;
      if (sizes == null) {
        sizes = new long[times.length];
        Arrays.setAll(sizes, each -> kept[each]);
        growth = Long.BYTES * sizes.length;
      }
      sizes[i] = size;
      return growth;
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

  /** Returns what there is for a reader, who may come back to it at any time. */
  SharedFrames share() {
    seen = end;
    if (packed != null) {
      return new SharedFrames(null, packed, base(), first, end);
    }
    Block[] copy = Arrays.copyOf(blocks, count);
    for (Block block : copy) {
      block.shared = true;
    }
    return new SharedFrames(copy, null, base(), first, end);
  }

  /** Returns what there is for somebody who keeps nothing of it, and looks before it changes. */
  SharedFrames look() {
    return new SharedFrames(packed == null ? blocks : null, packed, base(), first, end);
  }

  /** Returns the number of the first frame that no reader can know of. */
  int seen() {
    return seen;
  }

  /** Returns when the first frame that is there was complete; there is one. */
  long oldestTime() {
    return packed == null ? block(first).times[first % BLOCK] : packed.firstTime();
  }

  /** Returns the number of the frame at which the first block begins. */
  private int base() {
    return first / BLOCK * BLOCK;
  }

  /** Appends a frame and returns its number. */
  int append(OpenFrame frame, long time, boolean isProtected, boolean isDeciphered) {
    byte mark = mark(frame.direction(), frame.kind(), isProtected, isDeciphered);
    append(mark, time, frame.position(), frame.store(), frame.offset(), frame.kept());
    int number = end - 1;
    if (frame.received() != frame.kept()) {
      memory += mutable(number).setSize(number % BLOCK, frame.received());
    }
    return number;
  }

  /** Appends a frame of which all is kept. */
  void append(byte mark, long time, long position, Store store, int offset, int kept) {
    makeRoom();
    block(end).set(end % BLOCK, mark, time, position, store, offset, kept);
    end++;
  }

  private void makeRoom() {
    unpack();
    int at = (end - base()) / BLOCK;
    if (at == count) {
      if (count == blocks.length) {
        blocks = Arrays.copyOf(blocks, count < 4 ? count + 1 : count * 2);
      }
      put(count++, end < FEW ? new Block(step()) : spares.take());
    } else if (end % BLOCK == blocks[at].times.length) {
      put(at, blocks[at].copy(Math.min(BLOCK, blocks[at].times.length + step())));
    }
  }

  private int step() {
    return end < BLOCK ? FIRST_STEP : STEP;
  }

  /**
   * Nothing more is expected: gives back what was kept for more. Of a long connection this has to
   * be no work for whoever closes it; there, what the index takes is little beside the rest.
   */
  void shrink() {
    if (end - first <= FEW) {
      pack();
      return;
    }
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

  private void pack() {
    if (packed == null) {
      packed = PackedFrames.of(blocks, first, end);
    }
    blocks = NO_BLOCKS;
    count = 0;
    memory = packed.memory();
  }

  boolean isPacked() {
    return packed != null;
  }

  /** Runs what moves frames: what is packed is in blocks meanwhile. */
  void change(Runnable change) {
    PackedFrames before = packed;
    moved = false;
    boolean wasPacked = unpack();
    change.run();
    if (wasPacked) {
      packed = moved ? null : before;
      pack();
    }
  }

  /** Returns whether it was packed until now. */
  private boolean unpack() {
    if (packed == null) {
      return false;
    }
    blocks = packed.unpack();
    count = blocks.length;
    packed = null;
    memory = 0;
    for (Block block : blocks) {
      memory += block.memory();
    }
    return true;
  }

  /** Direction, kind and two facts in one byte, which never leaves this process. */
  @SuppressWarnings("EnumOrdinal")
  static byte mark(Direction direction, FrameKind kind, boolean isProtected, boolean isDeciphered) {
    int facts = (isProtected ? 0x10 : 0) | (isDeciphered ? 0x20 : 0);
    return (byte) (direction.ordinal() | kind.ordinal() << 1 | facts);
  }

  /** What was kept of a frame lies elsewhere now. */
  void move(int number, Store store, int offset, int kept) {
    moved = true;
    Block block = mutable(number);
    int i = number % BLOCK;
    if (kept != block.kept[i]) {
      memory += block.setSize(i, block.size(i));
    }
    block.stores[i] = store;
    block.offsets[i] = offset;
    block.kept[i] = kept;
  }

  boolean isIn(Store store, int number) {
    return block(number).stores[number % BLOCK] == store;
  }

  /** Returns the block of a frame, where it is not packed. */
  Block block(int number) {
    return blocks[(number - base()) / BLOCK];
  }

  /** Returns the memory it takes, in bytes. */
  long memory() {
    return memory;
  }

  /** Forgets the frames before {@code number}. */
  void forgetBefore(int number) {
    boolean wasPacked = unpack();
    int gone = number / BLOCK - first / BLOCK;
    for (int i = 0; i < gone; i++) {
      memory -= blocks[i].memory();
      blocks[i].recycle(spares);
    }
    if (gone > 0) {
      System.arraycopy(blocks, gone, blocks, 0, count - gone);
      Arrays.fill(blocks, count - gone, count, null);
      count -= gone;
    }
    first = number;
    if (wasPacked) {
      pack();
    }
  }

  private Block mutable(int number) {
    int at = (number - base()) / BLOCK;
    if (blocks[at].shared) {
      put(at, blocks[at].copy(blocks[at].times.length));
    }
    return blocks[at];
  }
}
