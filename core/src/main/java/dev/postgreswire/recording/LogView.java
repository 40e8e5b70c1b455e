package dev.postgreswire.recording;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import java.util.Map;

/**
 * The frames of one connection as they were at one moment. Immutable: what comes later, or is cut
 * later, does not show.
 */
final class LogView {
  private final SharedFrames frames;
  private final Map<Integer, String> faults;
  private final ByteCounts bytes;
  private final ByteCounts pending;
  private final Writers writers;
  private LogView next;
  private int nextFrom;

  LogView(
      SharedFrames frames,
      Map<Integer, String> faults,
      ByteCounts bytes,
      ByteCounts pending,
      Writers writers) {
    this.frames = frames;
    this.faults = faults;
    this.bytes = bytes;
    this.pending = pending;
    this.writers = writers;
  }

  /** Returns the number of the first frame that has not been forgotten. */
  int first() {
    return frames.first();
  }

  /** Returns the number of the first frame that had not come yet. */
  int end() {
    return frames.end() + (next == null ? 0 : next.end() - nextFrom);
  }

  /**
   * Returns the number of the frame that follows the next ReadyForQuery, for there an exchange is
   * over most of the time.
   *
   * @param frame where to begin to look
   * @param most how far to look
   * @return {@code frame} when there is none
   */
  int afterReady(int frame, int most) {
    int last = Math.min(frames.end(), frame + most);
    for (int i = Math.max(frames.first(), frame - 1); i < last; i++) {
      if (direction(i) == Direction.BACKEND && type(i) == 'Z') {
        return i + 1;
      }
    }
    return frame;
  }

  /** Returns these frames, and after them those of {@code other} from number {@code from} on. */
  LogView followedBy(LogView other, int from) {
    LogView both = new LogView(frames, faults, bytes, pending, writers);
    both.next = next == null ? other : next.followedBy(other, from);
    both.nextFrom = next == null ? from : nextFrom;
    return both;
  }

  private boolean isNext(int frame) {
    return next != null && frame >= frames.end();
  }

  private int inNext(int frame) {
    return frame - frames.end() + nextFrom;
  }

  Direction direction(int frame) {
    if (isNext(frame)) {
      return next.direction(inNext(frame));
    }
    return block(frame).direction(frame % FrameIndex.BLOCK);
  }

  FrameKind kind(int frame) {
    if (isNext(frame)) {
      return next.kind(inNext(frame));
    }
    return block(frame).kind(frame % FrameIndex.BLOCK);
  }

  /** Returns the type byte of a message as 0 to 255, or -1 for other kinds of frames. */
  int type(int frame) {
    if (isNext(frame)) {
      return next.type(inNext(frame));
    }
    if (kind(frame) != FrameKind.MESSAGE) {
      return -1;
    }
    return byteAt(frame, 0);
  }

  /** Returns a byte of what is kept of a frame as 0 to 255, or -1 when it is not there. */
  int byteAt(int frame, int at) {
    if (isNext(frame)) {
      return next.byteAt(inNext(frame), at);
    }
    FrameIndex.Block block = block(frame);
    int i = frame % FrameIndex.BLOCK;
    return at < block.kept[i] ? block.stores[i].at(block.offsets[i] + at) & 0xFF : -1;
  }

  /** Returns the bytes of a frame on the wire, whatever is kept of them. */
  long size(int frame) {
    if (isNext(frame)) {
      return next.size(inNext(frame));
    }
    return block(frame).size(frame % FrameIndex.BLOCK);
  }

  /** Returns whether a frame went over the wire in another form: within TLS records. */
  boolean isDeciphered(int frame) {
    return isNext(frame)
        ? next.isDeciphered(inNext(frame))
        : block(frame).isDeciphered(frame % FrameIndex.BLOCK);
  }

  /** Returns how many bytes of its direction came before a frame. */
  long position(int frame) {
    if (isNext(frame)) {
      return next.position(inNext(frame));
    }
    return block(frame).positions[frame % FrameIndex.BLOCK];
  }

  /** Returns who wrote a frame; only of the client's that is known, if at all. */
  Caller caller(int frame) {
    if (isNext(frame)) {
      return next.caller(inNext(frame));
    }
    return direction(frame) == Direction.FRONTEND ? writers.at(position(frame)) : Caller.UNKNOWN;
  }

  /** Returns when a frame was complete, in nanoseconds since the recorder began. */
  long nanos(int frame) {
    if (isNext(frame)) {
      return next.nanos(inNext(frame));
    }
    return block(frame).times[frame % FrameIndex.BLOCK];
  }

  Frame frame(int frame) {
    if (isNext(frame)) {
      return next.frame(inNext(frame));
    }
    FrameIndex.Block block = block(frame);
    int i = frame % FrameIndex.BLOCK;
    return new Frame(
        block.direction(i),
        block.kind(i),
        block.positions[i],
        block.size(i),
        content(frame),
        fault(frame));
  }

  /** Returns what is kept of a frame. */
  Bytes content(int frame) {
    if (isNext(frame)) {
      return next.content(inNext(frame));
    }
    FrameIndex.Block block = block(frame);
    int i = frame % FrameIndex.BLOCK;
    int kept = block.kept[i];
    return kept == 0 ? Bytes.EMPTY : block.stores[i].read(block.offsets[i], kept);
  }

  /** Returns what is odd about a frame's form; empty when nothing is. */
  String fault(int frame) {
    if (isNext(frame)) {
      return next.fault(inNext(frame));
    }
    return faults.isEmpty() ? "" : faults.getOrDefault(frame, "");
  }

  /** Returns all bytes of one direction that came, those of frames under way included. */
  long bytes(Direction direction) {
    return bytes.of(direction);
  }

  /** Returns the bytes of one direction that belong to a frame under way. */
  long pending(Direction direction) {
    return pending.of(direction);
  }

  private FrameIndex.Block block(int frame) {
    return frames.block(frame);
  }
}
