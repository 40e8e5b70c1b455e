package dev.postgreswire.wire;

import java.nio.ByteBuffer;

/**
 * Takes what a {@link FrameDecoder} finds: for each frame one {@code begin}, any number of {@code
 * data}, and one {@code end} or {@code broken}. Frames of the two directions may interleave; those
 * of one direction never do.
 */
public interface FrameSink {
  /** The size of a frame whose end only shows when it is reached. */
  long UNKNOWN_SIZE = -1;

  /**
   * A frame begins.
   *
   * @param direction who sends it
   * @param kind how it is delimited
   * @param size its bytes on the wire, header included, or {@link #UNKNOWN_SIZE}; a claim of the
   *     sender until {@code end}
   * @param fault why it is not a proper frame, or the empty string
   */
  void begin(Direction direction, FrameKind kind, long size, String fault);

  /** The next bytes of the frame; the buffer is only valid during the call. */
  void data(Direction direction, ByteBuffer bytes);

  /**
   * Bytes of the frame are missing, though it goes on: what comes after them belongs to its size,
   * but is no part of its first bytes.
   *
   * @param count how many
   * @param fault what is missing of the frame by now
   */
  void gap(Direction direction, long count, String fault);

  /** The frame is complete. */
  void end(Direction direction);

  /**
   * The frame ends before its time, or more can be said of why it is not a proper one.
   *
   * @param direction who sent it
   * @param fault what is missing
   */
  void broken(Direction direction, String fault);
}
