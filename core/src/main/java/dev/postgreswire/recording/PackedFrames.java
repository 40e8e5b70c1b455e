package dev.postgreswire.recording;

import dev.postgreswire.recording.FrameIndex.Block;
import java.util.Arrays;

/**
 * What an index says of its frames, in some five bytes a frame: what follows from the frame before
 * is left out. It can only be read as a whole. Immutable.
 */
final class PackedFrames {
  /** In the byte that marks a frame: a time of its own follows. */
  private static final int TIMED = 0x40;

  /** In the byte that marks a frame: it does not lie where the one before says; facts follow. */
  private static final int ODD = 0x80;

  // The facts.
  private static final int POSITION = 1;
  private static final int STORE = 2;
  private static final int OFFSET = 4;
  private static final int SIZE = 8;

  /** Bytes of memory besides: this object, and the headers of its two arrays. */
  private static final int OVERHEAD = 64;

  private static final int REFERENCE = 4;

  /** Bytes that the facts of one frame take at most. */
  private static final int LONGEST = 2 + 10 + 5 + 10 + 5 + 10;

  private final int first;
  private final int end;
  private final long firstTime;
  private final byte[] bytes;
  private final Store[] stores;

  private PackedFrames(int first, int end, long firstTime, byte[] bytes, Store[] stores) {
    this.first = first;
    this.end = end;
    this.firstTime = firstTime;
    this.bytes = bytes;
    this.stores = stores;
  }

  /**
   * Packs some frames.
   *
   * @param blocks those in which they are; the first begins with the first frame's block
   */
  static PackedFrames of(Block[] blocks, int first, int end) {
    Writer writer = new Writer(first < end ? blocks[0].times[first % FrameIndex.BLOCK] : 0);
    for (int frame = first; frame < end; frame++) {
      Block block = blocks[frame / FrameIndex.BLOCK - first / FrameIndex.BLOCK];
      writer.add(block, frame % FrameIndex.BLOCK);
    }
    return writer.packed(first, end);
  }

  /** Returns the memory it takes, in bytes, without what is in the stores. */
  int memory() {
    return OVERHEAD + bytes.length + REFERENCE * stores.length;
  }

  /** Returns when the first of them was complete; there is one. */
  long firstTime() {
    return firstTime;
  }

  /** Returns blocks of the frames, of which the first begins with the first frame's block. */
  Block[] unpack() {
    int base = first / FrameIndex.BLOCK * FrameIndex.BLOCK;
    Block[] blocks = new Block[(end - base + FrameIndex.BLOCK - 1) / FrameIndex.BLOCK];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = new Block(Math.min(FrameIndex.BLOCK, end - base - i * FrameIndex.BLOCK));
    }
    Reader reader = new Reader();
    for (int frame = first; frame < end; frame++) {
      reader.next(blocks[(frame - base) / FrameIndex.BLOCK], frame % FrameIndex.BLOCK);
    }
    return blocks;
  }

  /** What is expected of the next frame, by those before it. */
  private static class Expected {
    long time;
    Store store;
    int offset;
    private long fromClient;
    private long fromServer;

    static boolean isServers(byte mark) {
      return (mark & 1) != 0;
    }

    long position(byte mark) {
      return isServers(mark) ? fromServer : fromClient;
    }

    void follow(byte mark, long positionOfNext, int offsetOfNext) {
      if (isServers(mark)) {
        fromServer = positionOfNext;
      } else {
        fromClient = positionOfNext;
      }
      offset = offsetOfNext;
    }
  }

  private static final class Writer extends Expected {
    private byte[] bytes = new byte[128];
    private int length;
    private Store[] stores = new Store[1];
    private int count;
    private final long firstTime;

    Writer(long firstTime) {
      this.firstTime = firstTime;
      time = firstTime;
    }

    void add(Block block, int i) {
      if (bytes.length - length < LONGEST) {
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
      }
      byte mark = block.marks[i];
      int facts = facts(block, i, mark);
      boolean timed = block.times[i] != time;
      bytes[length++] = (byte) (mark | (timed ? TIMED : 0) | (facts == 0 ? 0 : ODD));
      if (timed) {
        signed(block.times[i] - time);
        time = block.times[i];
      }
      unsigned(block.kept[i]);
      if (facts != 0) {
        bytes[length++] = (byte) facts;
        add(block, i, facts);
      }
      follow(mark, block.positions[i] + block.size(i), block.offsets[i] + block.kept[i]);
    }

    private int facts(Block block, int i, byte mark) {
      boolean moved = block.stores[i] != store;
      return (block.positions[i] == position(mark) ? 0 : POSITION)
          | (moved ? STORE : 0)
          | (block.offsets[i] == (moved ? 0 : offset) ? 0 : OFFSET)
          | (block.size(i) == block.kept[i] ? 0 : SIZE);
    }

    private void add(Block block, int i, int facts) {
      if ((facts & POSITION) != 0) {
        signed(block.positions[i] - position(block.marks[i]));
      }
      if ((facts & STORE) != 0) {
        store = block.stores[i];
        stores = count == stores.length ? Arrays.copyOf(stores, count * 2) : stores;
        stores[count++] = store;
      }
      if ((facts & OFFSET) != 0) {
        unsigned(block.offsets[i]);
      }
      if ((facts & SIZE) != 0) {
        signed(block.size(i) - block.kept[i]);
      }
    }

    private void signed(long value) {
      unsigned((value << 1) ^ (value >> 63));
    }

    private void unsigned(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        bytes[length++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      bytes[length++] = (byte) rest;
    }

    PackedFrames packed(int first, int end) {
      return new PackedFrames(
          first, end, firstTime, Arrays.copyOf(bytes, length), Arrays.copyOf(stores, count));
    }
  }

  private final class Reader extends Expected {
    private int at;
    private int count;

    Reader() {
      time = firstTime;
    }

    void next(Block block, int i) {
      byte head = bytes[at++];
      byte mark = (byte) (head & ~(TIMED | ODD));
      time += (head & TIMED) == 0 ? 0 : signed();
      int kept = (int) unsigned();
      int facts = (head & ODD) == 0 ? 0 : bytes[at++];
      long position = position(mark) + ((facts & POSITION) == 0 ? 0 : signed());
      if ((facts & STORE) != 0) {
        store = stores[count++];
        offset = 0;
      }
      int from = (facts & OFFSET) == 0 ? offset : (int) unsigned();
      long size = kept + ((facts & SIZE) == 0 ? 0 : signed());
      block.set(i, mark, time, position, store, from, kept);
      if (size != kept) {
        block.setSize(i, size);
      }
      follow(mark, position + size, from + kept);
    }

    private long signed() {
      long value = unsigned();
      return (value >>> 1) ^ -(value & 1);
    }

    private long unsigned() {
      long value = 0;
      int shift = 0;
      byte next;
      do {
        next = bytes[at++];
        value |= (next & 0x7FL) << shift;
        shift += 7;
      } while (next < 0);
      return value;
    }
  }
}
