package dev.postgreswire.recording;

import dev.postgreswire.recording.FrameIndex.Block;

/**
 * Where each frame lay at one moment, for readers. Immutable, save that what is packed is unpacked
 * when it is first asked for. Safe for use by several threads.
 */
final class SharedFrames {
  private final int base;
  private final int first;
  private final int end;
  private final PackedFrames packed;

  /** Null while packed; several threads may unpack, and each has the same then. */
  private volatile Block[] blocks;

  /**
   * Creates one.
   *
   * @param blocks null where they are packed; the first of them begins with frame {@code base}
   */
  SharedFrames(Block[] blocks, PackedFrames packed, int base, int first, int end) {
    this.blocks = blocks;
    this.packed = packed;
    this.base = base;
    this.first = first;
    this.end = end;
  }

  /** Returns the number of the first frame that has not been forgotten. */
  int first() {
    return first;
  }

  /** Returns the number of the first frame that had not come yet. */
  int end() {
    return end;
  }

  /** Returns the columns in which a frame is: at its number modulo {@link FrameIndex#BLOCK}. */
  Block block(int frame) {
    if (frame < first || frame >= end) {
      throw new IndexOutOfBoundsException("frame " + frame + " of " + first + " to " + end);
    }
    Block[] all = blocks;
    if (all == null) {
      all = packed.unpack();
      blocks = all;
    }
    return all[(frame - base) / FrameIndex.BLOCK];
  }
}
