package dev.postgreswire.recording;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.FrameSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Memory for frames: many small ones side by side, or one large one in pieces.
 *
 * <p>A region that holds a complete frame never changes again, so readers need no lock and no copy.
 */
abstract class Store {
  /** Bytes of a frame beyond which it gets a store of its own. */
  static final int LARGE = 16 << 10;

  private static final int SMALLEST = 1 << 10;

  /** Bytes of the largest chunks, which most of a long connection lies in. */
  static final int LARGEST = 64 << 10;

  /** Bytes of memory for a store's object, the header of its array and its place in a list. */
  private static final int OVERHEAD = 72;

  final long number;
  int firstFrame = -1;
  int lastFrame = -1;
  int openFrames;

  /** Whether its frames lie elsewhere now, so that nothing may be added. */
  boolean retired;

  private Store(long number) {
    this.number = number;
  }

  /** Returns the memory it takes, in bytes. */
  abstract int memory();

  /**
   * Appends to the frame at {@code offset} of which {@code kept} bytes are there; returns growth.
   */
  abstract int append(int offset, int kept, ByteBuffer bytes);

  abstract Bytes read(int offset, int length);

  /** Copies the first {@code length} bytes of a frame to where they are to lie in {@code other}. */
  abstract void copy(int offset, int length, Chunk other, int to);

  /** Returns one of the first bytes of a frame. */
  abstract int at(int offset);

  /** Returns whether most of its memory waits for frames: without it, the next would need more. */
  boolean isMostlyIdle() {
    return false;
  }

  void complete(int frame) {
    complete(frame, frame);
    openFrames--;
  }

  /** Frames that were never open are complete. */
  void complete(int first, int last) {
    firstFrame = firstFrame < 0 ? first : firstFrame;
    lastFrame = last;
  }

  /** Small frames, side by side. */
  static final class Chunk extends Store {
    private static final VarHandle INT32 =
        MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** A small one grows by so much: most connections of a test say little. */
    private static final int STEP = 256;

    /** Readers, which do not lock, may find a larger one with the same beginning. */
    private volatile byte[] data;

    private int capacity;
    private int used;

    Chunk(long number, int size) {
      this(number, size, new byte[size]);
    }

    private Chunk(long number, int capacity, byte[] data) {
      super(number);
      this.capacity = capacity;
      this.data = data;
    }

    /**
     * Returns a chunk for a connection that takes {@code memory} bytes already: what lies idle in
     * it is little beside them.
     */
    static Chunk toFollow(long memory, long number, int atLeast, Spares<byte[]> spares) {
      long size = Math.min(LARGEST, Math.max(SMALLEST, memory / 8));
      if (size == LARGEST) {
        return new Chunk(number, LARGEST, spares.take());
      }
      int capacity = (int) Math.max(size, atLeast);
      int first = size == SMALLEST ? Math.min(STEP, capacity) : capacity;
      return new Chunk(number, capacity, new byte[first]);
    }

    /** Gives its memory to those that follow: nothing is read from it any more. */
    void recycle(Spares<byte[]> spares) {
      if (data.length == LARGEST) {
        spares.give(data);
      }
    }

    /** Returns whether it had better be kept for smaller frames than one of {@code size} bytes. */
    boolean wouldWasteFor(int size) {
      return size >= SMALLEST && capacity - used > capacity / 8;
    }

    /** Returns where a frame of {@code size} bytes may be put, or -1. */
    int reserve(int size) {
      if (size > capacity - used) {
        return -1;
      }
      used += size;
      return used - size;
    }

    /** Returns how many bytes more may be reserved. */
    int room() {
      return capacity - used;
    }

    @Override
    boolean isMostlyIdle() {
      return data.length > SMALLEST && used < data.length / 2;
    }

    /** Returns how many bytes the message that lies at {@code offset} has. */
    int messageSize(int offset) {
      return 1 + (int) INT32.get(data, offset + 1);
    }

    @Override
    int at(int offset) {
      return data[offset];
    }

    @Override
    void copy(int offset, int length, Chunk other, int to) {
      System.arraycopy(data, offset, other.data, to, length);
    }

    @Override
    int memory() {
      return data.length + OVERHEAD;
    }

    @Override
    int append(int offset, int kept, ByteBuffer bytes) {
      int end = offset + kept + bytes.remaining();
      byte[] before = data;
      byte[] room = end > before.length ? grown(before, end) : before;
      bytes.get(room, offset + kept, bytes.remaining());
      return room.length - before.length;
    }

    private byte[] grown(byte[] before, int atLeast) {
      data = Arrays.copyOf(before, Math.min(capacity, Math.max(atLeast, before.length + STEP)));
      return data;
    }

    /** Nothing more is put into it; returns how many bytes of memory that gives back. */
    int seal() {
      int idle = data.length - used;
      capacity = used;
      if (idle > 0) {
        data = Arrays.copyOf(data, used);
      }
      return Math.max(0, idle);
    }

    @Override
    Bytes read(int offset, int length) {
      return Bytes.wrap(data, offset, length);
    }
  }

  /** One large frame. It grows with what came, not with what its length word claims. */
  static final class Large extends Store {
    private static final int PIECE = 32 << 10;

    private final long size;
    private byte[][] pieces = new byte[1][];
    private int count;
    private int memory = OVERHEAD;

    /** Makes room for a frame of {@code size} bytes, or of {@link FrameSink#UNKNOWN_SIZE}. */
    Large(long number, long size) {
      super(number);
      this.size = size == FrameSink.UNKNOWN_SIZE ? Long.MAX_VALUE : size;
    }

    @Override
    int memory() {
      return memory;
    }

    @Override
    int at(int offset) {
      return pieces[0][offset];
    }

    @Override
    void copy(int offset, int length, Chunk other, int to) {
      int unused = other.append(to, 0, read(offset, length).toByteBuffer());
    }

    @Override
    int append(int offset, int kept, ByteBuffer bytes) {
      int before = memory;
      int at = kept;
      while (bytes.hasRemaining()) {
        if (at / PIECE == count) {
          addPiece(Math.min(PIECE, size - at));
        }
        byte[] piece = pieces[at / PIECE];
        int count = Math.min(bytes.remaining(), piece.length - at % PIECE);
        bytes.get(piece, at % PIECE, count);
        at += count;
      }
      return memory - before;
    }

    private void addPiece(long length) {
      if (count == pieces.length) {
        pieces = Arrays.copyOf(pieces, count * 2);
      }
      pieces[count++] = new byte[(int) length];
      memory += (int) length;
    }

    @Override
    Bytes read(int offset, int length) {
      if (length <= PIECE) {
        return length == 0 ? Bytes.EMPTY : Bytes.wrap(pieces[0], 0, length);
      }
      byte[] joined = new byte[length];
      for (int at = 0; at < length; at += PIECE) {
        System.arraycopy(pieces[at / PIECE], 0, joined, at, Math.min(PIECE, length - at));
      }
      return Bytes.wrap(joined);
    }
  }
}
