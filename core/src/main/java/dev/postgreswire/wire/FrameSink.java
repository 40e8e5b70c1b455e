package dev.postgreswire.wire;

import java.nio.ByteBuffer;

/**
 * Takes what a {@link FrameDecoder} finds: for each frame one {@code begin}, any number of {@code
 * data}, and one {@code end} or {@code broken}. Frames of the two directions may interleave; those
 * of one direction never do. Messages that came whole are told of by {@link #messages}, several at
 * once; a sink need not know of that.
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
   * One message or more came, each of them whole, and nothing else between them.
   *
   * @param direction who sends them
   * @param bytes type byte, length word and body of each, one after the other; the length words are
   *     true; the buffer is big-endian, only valid during the call, and need not be read to its end
   */
  default void messages(Direction direction, ByteBuffer bytes) {
    int end = bytes.limit();
    while (bytes.position() < end) {
      int size = messageSize(bytes, bytes.position());
      begin(direction, FrameKind.MESSAGE, size, "");
      data(direction, bytes.limit(bytes.position() + size));
      bytes.position(bytes.limit()).limit(end);
      end(direction);
    }
  }

  /** Returns how many bytes the message that begins at {@code at} has, its type byte included. */
  static int messageSize(ByteBuffer bytes, int at) {
    return 1 + bytes.getInt(at + 1);
  }

  /**
   * The frame ends before its time, or more can be said of why it is not a proper one.
   *
   * @param direction who sent it
   * @param fault what is missing
   */
  void broken(Direction direction, String fault);
}
