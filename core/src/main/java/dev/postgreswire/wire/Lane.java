package dev.postgreswire.wire;

import java.nio.ByteBuffer;

/** The bytes of one direction: the header being collected, and the frame being passed on. */
final class Lane {
  private static final int LONGEST_HEADER = 8;

  final Direction direction;
  private final FrameSink sink;
  private final byte[] header = new byte[LONGEST_HEADER];
  private int held;
  private long passed;
  private Frame open = Frame.NONE;

  /** What the frame under way is: its size when known, or how its end shows. */
  private enum Frame {
    NONE,
    SIZED,
    UP_TO_NUL,
    ENDLESS
  }

  private long left;
  private long size;

  Lane(Direction direction, FrameSink sink) {
    this.direction = direction;
    this.sink = sink;
  }

  /** Collects the first {@code count} bytes of a frame; false while some are missing. */
  boolean collect(ByteBuffer in, int count) {
    while (held < count && in.hasRemaining()) {
      header[held++] = in.get();
    }
    return held >= count;
  }

  int unsigned(int index) {
    return header[index] & 0xFF;
  }

  int int16(int index) {
    return (unsigned(index) << 8) | unsigned(index + 1);
  }

  int int32(int index) {
    return (int16(index) << 16) | int16(index + 2);
  }

  boolean isOpen() {
    return open != Frame.NONE;
  }

  /** Bytes that have not reached the sink: a header under way. */
  int held() {
    return held;
  }

  void begin(FrameKind kind, long frameSize) {
    start(kind, frameSize, Frame.SIZED, "");
    if (left == 0) {
      end();
    }
  }

  void beginUpToNul() {
    start(FrameKind.LEGACY_ERROR, FrameSink.UNKNOWN_SIZE, Frame.UP_TO_NUL, "");
  }

  /** From here on nothing can be framed. */
  void beginEndless(String fault) {
    String at =
        "at byte " + passed + " of the " + direction.name().toLowerCase(java.util.Locale.ROOT);
    start(FrameKind.UNFRAMED, FrameSink.UNKNOWN_SIZE, Frame.ENDLESS, fault + " (" + at + ")");
  }

  private void start(FrameKind kind, long frameSize, Frame frame, String fault) {
    sink.begin(direction, kind, frameSize, fault);
    open = frame;
    size = frameSize;
    left = frameSize - held;
    passed += held;
    if (held > 0) {
      sink.data(direction, ByteBuffer.wrap(header, 0, held));
      held = 0;
    }
  }

  /** Passes on the bytes of the open frame, up to its end. */
  void pass(ByteBuffer in) {
    int count = in.remaining();
    boolean ends = false;
    if (open == Frame.SIZED) {
      count = (int) Math.min(count, left);
      left -= count;
      ends = left == 0;
    } else if (open == Frame.UP_TO_NUL) {
      for (int i = 0; i < count && !ends; i++) {
        if (in.get(in.position() + i) == 0) {
          count = i + 1;
          ends = true;
        }
      }
    }
    passed += count;
    sink.data(direction, in.slice(in.position(), count));
    in.position(in.position() + count);
    if (ends) {
      end();
    }
  }

  private void end() {
    open = Frame.NONE;
    sink.end(direction);
  }

  /** The direction has ended: what is under way will not be completed. */
  void finish() {
    if (open == Frame.SIZED) {
      sink.broken(direction, "ended after " + (size - left) + " of " + size + " bytes");
    } else if (open != Frame.NONE) {
      sink.end(direction);
    } else if (held > 0) {
      beginEndless("ended within the header of a message");
      sink.end(direction);
    }
    open = Frame.NONE;
  }
}
