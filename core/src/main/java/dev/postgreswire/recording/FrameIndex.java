package dev.postgreswire.recording;

import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.FrameKind;
import java.util.Arrays;

/**
 * Where each frame of one connection lies, in columns, about 40 bytes a frame.
 *
 * <p>Frames are numbered from 0 in the order in which they were completed. A block that a reader
 * may hold is copied before it is changed; appending to one is no change, for a reader knows its
 * end.
 */
final class FrameIndex {
  static final int BLOCK = 64;

  private static final Direction[] DIRECTIONS = Direction.values();
  private static final FrameKind[] KINDS = FrameKind.values();

  /** Bytes of memory a block takes, roughly. */
  static final int BLOCK_MEMORY = BLOCK * 38;

  private Block[] blocks = {};
  private int first;
  private int end;

  /** Columns of {@link #BLOCK} frames. */
  static final class Block {
    final long[] times = new long[BLOCK];
    final long[] positions = new long[BLOCK];
    final long[] sizes = new long[BLOCK];
    final Store[] stores = new Store[BLOCK];
    final int[] offsets = new int[BLOCK];
    final int[] kept = new int[BLOCK];
    final byte[] marks = new byte[BLOCK];
    boolean shared;

    Block copy() {
      Block copy = new Block();
      System.arraycopy(times, 0, copy.times, 0, BLOCK);
      System.arraycopy(positions, 0, copy.positions, 0, BLOCK);
      System.arraycopy(sizes, 0, copy.sizes, 0, BLOCK);
      System.arraycopy(stores, 0, copy.stores, 0, BLOCK);
      System.arraycopy(offsets, 0, copy.offsets, 0, BLOCK);
      System.arraycopy(kept, 0, copy.kept, 0, BLOCK);
      System.arraycopy(marks, 0, copy.marks, 0, BLOCK);
      return copy;
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
    for (Block block : blocks) {
      block.shared = true;
    }
    return blocks.clone();
  }

  /** Returns the number of the frame at which the first block begins. */
  int base() {
    return first / BLOCK * BLOCK;
  }

  /** Appends a frame and returns its number. */
  int append(OpenFrame frame, long time, boolean isProtected, boolean isDeciphered) {
    if (end - base() == blocks.length * BLOCK) {
      blocks = Arrays.copyOf(blocks, blocks.length + 1);
      blocks[blocks.length - 1] = new Block();
    }
    Block block = blocks[(end - base()) / BLOCK];
    int i = end % BLOCK;
    block.times[i] = time;
    block.positions[i] = frame.position();
    block.marks[i] = mark(frame, isProtected, isDeciphered);
    block.stores[i] = frame.store();
    block.offsets[i] = frame.offset();
    block.sizes[i] = frame.received();
    block.kept[i] = frame.kept();
    return end++;
  }

  /** Direction, kind and two facts in one byte, which never leaves this process. */
  @SuppressWarnings("EnumOrdinal")
  private static byte mark(OpenFrame frame, boolean isProtected, boolean isDeciphered) {
    int kind = frame.kind().ordinal() << 1;
    int facts = (isProtected ? 0x10 : 0) | (isDeciphered ? 0x20 : 0);
    return (byte) (frame.direction().ordinal() | kind | facts);
  }

  /** What was kept of a frame lies elsewhere now. */
  void move(int number, Store store, int offset, int kept) {
    Block block = mutable(number);
    block.stores[number % BLOCK] = store;
    block.offsets[number % BLOCK] = offset;
    block.kept[number % BLOCK] = kept;
  }

  Block block(int number) {
    return blocks[(number - base()) / BLOCK];
  }

  int blocks() {
    return blocks.length;
  }

  /** Forgets the frames before {@code number}. */
  void forgetBefore(int number) {
    int keepFrom = number / BLOCK * BLOCK;
    blocks = Arrays.copyOfRange(blocks, (keepFrom - base()) / BLOCK, blocks.length);
    first = number;
  }

  private Block mutable(int number) {
    int at = (number - base()) / BLOCK;
    if (blocks[at].shared) {
      blocks[at] = blocks[at].copy();
    }
    return blocks[at];
  }
}
