package dev.postgreswire.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/** The bytes of one direction: the header being collected, and the frame being passed on. */
final class Lane {
  private static final int LONGEST_HEADER = 8;
  private static final byte[] NOTHING = {};

  final Direction direction;
  Framing framing = Framing.STARTUP;
  private final FrameSink sink;
  private final byte[] header = new byte[LONGEST_HEADER];
  private int held;

  /** Where the header is looked at when none of it is held: in the bytes that came. */
  private ByteBuffer ahead;

  private long passed;
  private Frame open = Frame.NONE;

  /** What the frame under way is: its size when known, or how its end shows. */
  private enum Frame {
    NONE,
    SIZED,
    UP_TO_NUL,
    ENDLESS,
    /** Endless until a boundary is found. */
    SKIPPING
  }

  private long left;
  private long size;
  private String where = "";
  private String why = "";
  private long skipped;
  private boolean told;
  private boolean gaps;
  private byte[] tail = NOTHING;

  Lane(Direction direction, FrameSink sink) {
    this.direction = direction;
    this.sink = sink;
  }

  /**
   * Makes the first {@code count} bytes of a frame known; false while some are missing. They are
   * only looked at where they came together, which is nearly always.
   */
  boolean collect(ByteBuffer in, int count) {
    if (held == 0 && in.remaining() >= count) {
      ahead = in;
      return true;
    }
    ahead = null;
    while (held < count && in.hasRemaining()) {
      header[held++] = in.get();
    }
    return held >= count;
  }

  int unsigned(int index) {
    return (ahead == null ? header[index] : ahead.get(ahead.position() + index)) & 0xFF;
  }

  int int16(int index) {
    return (unsigned(index) << 8) | unsigned(index + 1);
  }

  int int32(int index) {
    return (int16(index) << 16) | int16(index + 2);
  }

  /** Holds the first {@code count} bytes, which were looked at. */
  private void hold(int count) {
    if (ahead != null) {
      ahead.get(header, 0, count);
      held = count;
    }
  }

  boolean isOpen() {
    return open != Frame.NONE;
  }

  /** Bytes that have not reached the sink: a header under way, or what may be a message. */
  int held() {
    return held + tail.length;
  }

  void begin(FrameKind kind, long frameSize) {
    start(kind, frameSize, Frame.SIZED, "");
    if (left == 0) {
      end();
    }
  }

  /** The header, with its fifth byte, is no part of the text that a NUL ends. */
  void beginUpToNul() {
    hold(5);
    start(FrameKind.LEGACY_ERROR, FrameSink.UNKNOWN_SIZE, Frame.UP_TO_NUL, "");
  }

  /** From here on nothing can be framed. */
  void beginEndless(String fault) {
    start(FrameKind.UNFRAMED, FrameSink.UNKNOWN_SIZE, Frame.ENDLESS, fault + place());
  }

  private String place() {
    return " (at byte " + passed + " of the " + direction.name().toLowerCase(Locale.ROOT) + ")";
  }

  /**
   * Nothing is framed from here on until {@link #resume} is called.
   *
   * @param reason why, for people to read
   */
  void skip(String reason) {
    if (open == Frame.SKIPPING) {
      release(0);
      why += ", and again " + reason;
      return;
    }
    if (open == Frame.ENDLESS || open == Frame.UP_TO_NUL) {
      return; // nothing can be found any more, or nothing comes after it
    }
    if (open == Frame.SIZED) {
      sink.broken(direction, reason + ", after " + (size - left) + " of " + size + " bytes");
    }
    why = reason;
    where = place();
    skipped = 0;
    beginSkipped();
    passOver(ByteBuffer.allocate(0), 0);
  }

  /** Nothing is framed until {@link #resume} is called, nor told of before there are bytes. */
  void skipFromTheBeginning() {
    why = "the beginning of the connection was not seen";
    open = Frame.SKIPPING;
  }

  private void beginSkipped() {
    told = true;
    open = Frame.SKIPPING;
    String fault = "no message boundary can be trusted yet: " + why + where;
    sink.begin(direction, FrameKind.UNFRAMED, FrameSink.UNKNOWN_SIZE, fault);
  }

  boolean isSkipping() {
    return open == Frame.SKIPPING;
  }

  /** Skips all that is there; the last {@code kept} bytes are held back. */
  void passOver(ByteBuffer in, int kept) {
    ahead = null;
    byte[] all = Arrays.copyOf(tail, tail.length + held + in.remaining());
    System.arraycopy(header, 0, all, tail.length, held);
    in.get(all, tail.length + held, in.remaining());
    held = 0;
    tail = all;
    release(kept);
  }

  /** Tells the sink of what is held back, save the last {@code kept} bytes. */
  private void release(int kept) {
    int count = Math.max(0, tail.length - kept);
    if (count > 0) {
      if (!told) {
        beginSkipped();
      }
      sink.data(direction, ByteBuffer.wrap(tail, 0, count));
      passed += count;
      skipped += count;
      tail = Arrays.copyOfRange(tail, count, tail.length);
    }
  }

  /** Returns the last bytes of what is skipped. */
  byte[] tail() {
    return tail;
  }

  /** A boundary has been found before what is held back, which is a message of its own if any. */
  void resume() {
    if (!told && tail.length > 0) {
      beginSkipped(); // of no bytes: so that it is told why the first message is the server's
    }
    if (told) {
      sink.broken(
          direction,
          skipped + " bytes skipped up to a message boundary that can be trusted: " + why + where);
    }
    told = false;
    open = Frame.NONE;
    if (tail.length > 0) {
      sink.begin(direction, FrameKind.MESSAGE, tail.length, "");
      sink.data(direction, ByteBuffer.wrap(tail));
      passed += tail.length;
      tail = NOTHING;
      sink.end(direction);
    }
  }

  /** A boundary has been found behind what is held back, and before the header collected. */
  void resumeAfterAll() {
    release(0);
    resume();
  }

  /** Bytes are missing that lie within the frame under way; false if they do not, or may not. */
  boolean gapWithin(long count) {
    if (open != Frame.SIZED || count < 0 || count > left) {
      return false;
    }
    long before = size - left;
    why =
        gaps
            ? why + ", " + count + " after " + before
            : count + " bytes are missing after the first " + before;
    gaps = true;
    sink.gap(direction, count, why);
    left -= count;
    if (left == 0) {
      end();
    }
    return true;
  }

  private void start(FrameKind kind, long frameSize, Frame frame, String fault) {
    sink.begin(direction, kind, frameSize, fault);
    open = frame;
    ahead = null;
    gaps = false;
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
    int limit = in.limit();
    int next = in.position() + count;
    sink.data(direction, in.limit(next));
    in.limit(limit).position(next);
    if (ends) {
      end();
    }
  }

  /** Passes on whole messages, which end at {@code end}; false if there are none. */
  boolean passMessages(ByteBuffer in, int end) {
    int count = end - in.position();
    if (count == 0) {
      return false;
    }
    passed += count;
    int limit = in.limit();
    sink.messages(direction, in.limit(end));
    in.limit(limit).position(end);
    return true;
  }

  private void end() {
    open = Frame.NONE;
    sink.end(direction);
  }

  /** The direction has ended: what is under way will not be completed. */
  void finish() {
    if (open == Frame.SIZED) {
      sink.broken(direction, "ended after " + (size - left) + " of " + size + " bytes");
    } else if (open == Frame.SKIPPING) {
      passOver(ByteBuffer.allocate(0), 0);
      if (told) {
        sink.broken(
            direction,
            skipped + " bytes in which no message boundary can be trusted: " + why + where);
      }
      told = false;
    } else if (open != Frame.NONE) {
      sink.end(direction);
    } else if (held > 0) {
      beginEndless("ended within the header of a message");
      sink.end(direction);
    }
    open = Frame.NONE;
  }
}
