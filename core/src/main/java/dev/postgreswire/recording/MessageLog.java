package dev.postgreswire.recording;

import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.FrameSink;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Frames of one connection: their bytes and where they lie. Recording costs a copy of the bytes and
 * an entry in the index; nothing is decoded here.
 *
 * <p>Not safe for use by several threads; its {@link ConnectionRecorder} locks.
 */
final class MessageLog implements FrameSink {
  private static final int TLS_HANDSHAKE = 22;

  /** So much of a large frame under way remains when it is cut; enough to tell what it is. */
  private static final int KEPT_OF_OPEN_FRAME = 1 << 10;

  private static final Map<Integer, String> NO_FAULTS = Map.of();

  private final FrameIndex index;
  private final MemoryBudget budget;
  private final LogTrimmer trimmer;

  /** The frames under way, or null. */
  private OpenFrame openOfClient;

  private OpenFrame openOfServer;

  /** {@link #NO_FAULTS} until there is one. */
  private Map<Integer, String> faults = NO_FAULTS;

  private long framedByClient;
  private long framedByServer;
  private Store.Chunk chunk;
  private boolean inHandshake = true;
  private long now;
  private boolean deciphered;

  MessageLog(MemoryBudget budget) {
    this.budget = budget;
    this.index = new FrameIndex(budget.blocks());
    this.trimmer = new LogTrimmer(index, budget);
  }

  /**
   * Says of what comes next when it came and how.
   *
   * @param nanos how long after the recorder began
   * @param isDeciphered whether it went over the wire in another form
   */
  void at(long nanos, boolean isDeciphered) {
    now = nanos;
    deciphered = isDeciphered;
  }

  /**
   * Returns what is there by now; frames under way whose end nobody knows come last.
   *
   * @param bytes how many bytes came in all
   * @param pending how many of them are in no frame yet
   * @param writers who wrote the frames of the client
   */
  LogView view(ByteCounts bytes, ByteCounts pending, Writers writers) {
    LogView complete = new LogView(index.share(), Map.copyOf(faults), bytes, pending, writers);
    return open().stream().anyMatch(OpenFrame::isEndless)
        ? complete.followedBy(endless(writers), 0)
        : complete;
  }

  /** Returns the complete frames for somebody who holds the lock meanwhile, and keeps nothing. */
  LogView look(Writers writers) {
    return new LogView(index.look(), faults, ByteCounts.NONE, ByteCounts.NONE, writers);
  }

  private LogView endless(Writers writers) {
    FrameIndex underWay = new FrameIndex(budget.blocks());
    Map<Integer, String> why = new HashMap<>();
    for (OpenFrame frame : open()) {
      if (frame.isEndless()) {
        int number = underWay.append(frame, now, false, deciphered);
        why.put(number, frame.fault());
      }
    }
    return new LogView(underWay.share(), why, ByteCounts.NONE, ByteCounts.NONE, writers);
  }

  private List<OpenFrame> open() {
    return Stream.of(Direction.values()).map(this::open).filter(Objects::nonNull).toList();
  }

  /** Returns the frame of {@code direction} that is under way, or null. */
  private OpenFrame open(Direction direction) {
    return direction == Direction.FRONTEND ? openOfClient : openOfServer;
  }

  private void open(Direction direction, OpenFrame frame) {
    if (direction == Direction.FRONTEND) {
      openOfClient = frame;
    } else {
      openOfServer = frame;
    }
  }

  /** Returns how many bytes there are of a frame under way. */
  long underWay(Direction direction) {
    OpenFrame frame = open(direction);
    return frame == null || frame.isEndless() ? 0 : frame.received();
  }

  /** Returns how many bytes {@code direction} has in frames, those under way included. */
  long framed(Direction direction) {
    return direction == Direction.FRONTEND ? framedByClient : framedByServer;
  }

  private void addFramed(Direction direction, long bytes) {
    if (direction == Direction.FRONTEND) {
      framedByClient += bytes;
    } else {
      framedByServer += bytes;
    }
  }

  /** Returns how many bytes {@code direction} had in frames before frame {@code number}. */
  long framedBefore(int number, Direction direction) {
    SharedFrames frames = index.look();
    for (int i = number; i < index.end(); i++) {
      if (frames.block(i).direction(i % FrameIndex.BLOCK) == direction) {
        return frames.block(i).positions[i % FrameIndex.BLOCK];
      }
    }
    OpenFrame underWay = open(direction);
    return underWay == null ? framed(direction) : underWay.position();
  }

  int end() {
    return index.end();
  }

  int first() {
    return index.first();
  }

  /** Returns when the first message that is there was complete. */
  long oldestNanos() {
    return index.first() == index.end() ? Long.MAX_VALUE : index.oldestTime();
  }

  LogTrimmer trimmer() {
    return trimmer;
  }

  /** Forgets the frames before {@code number}. */
  void forgetBefore(int number) {
    long before = index.memory();
    index.forgetBefore(number);
    budget.give(before - index.memory());
    trimmer.forgetBefore(number);
    if (!faults.isEmpty()) {
      faults.keySet().removeIf(frame -> frame < number);
    }
  }

  /** Nothing more is expected: gives back what was kept for more. */
  void shrink() {
    long before = index.memory();
    index.shrink();
    budget.give(before - index.memory());
    if (chunk != null && chunk.openFrames == 0 && !chunk.retired) {
      trimmer.grown(-chunk.seal());
    }
    chunk = null;
  }

  /** Gives all memory back; views that were handed out live on. */
  void release() {
    forgetBefore(index.end());
    trimmer.releaseAll();
    budget.give(index.memory());
    chunk = null;
  }

  /** Cuts the large frames under way to their beginnings, and keeps no more of them. */
  void cutOpenFrames() {
    for (OpenFrame frame : open()) {
      if (frame.store() instanceof Store.Large large) {
        int kept = Math.min(frame.kept(), KEPT_OF_OPEN_FRAME);
        Store.Chunk rest = new Store.Chunk(large.number, kept);
        rest.append(rest.reserve(kept), 0, large.read(0, kept).toByteBuffer());
        rest.openFrames++;
        trimmer.replace(large, rest);
        frame.cut(rest, 0, kept);
      }
    }
  }

  @Override
  public void begin(Direction direction, FrameKind kind, long size, String fault) {
    long position = framed(direction);
    OpenFrame frame;
    int offset = size == UNKNOWN_SIZE || size > Store.LARGE ? -1 : reserve((int) size);
    if (offset >= 0) {
      frame = new OpenFrame(direction, kind, position, size, chunk, offset);
    } else {
      Store.Large large = new Store.Large(budget.nextStore(), size);
      trimmer.add(large);
      frame = new OpenFrame(direction, kind, position, size, large, 0);
    }
    frame.store().openFrames++;
    open(direction, frame);
    frame.fault(fault);
  }

  /** Returns where in the chunk a frame has its place, or -1 when it gets a store of its own. */
  private int reserve(int size) {
    boolean usable = chunk != null && !chunk.retired;
    int offset = usable ? chunk.reserve(size) : -1;
    if (offset >= 0 || (usable && chunk.wouldWasteFor(size))) {
      return offset;
    }
    chunk = Store.Chunk.toFollow(trimmer.memory(), budget.nextStore(), size, budget.chunks());
    trimmer.add(chunk);
    return chunk.reserve(size);
  }

  @Override
  public void messages(Direction direction, ByteBuffer bytes) {
    int limit = bytes.limit();
    while (bytes.position() < limit) {
      int end = endOfThoseThatFit(bytes);
      if (end > bytes.position()) {
        append(direction, bytes.limit(end));
      } else {
        end = bytes.position() + FrameSink.messageSize(bytes, bytes.position());
        FrameSink.super.messages(direction, bytes.limit(end)); // finds, or makes, a place for it
      }
      bytes.limit(limit).position(end);
    }
  }

  /** Returns where the last of the messages ends that the chunk has room for. */
  private int endOfThoseThatFit(ByteBuffer bytes) {
    int end = bytes.position();
    if (chunk == null || chunk.retired) {
      return end;
    }
    int most = end + Math.min(bytes.remaining(), chunk.room());
    while (end < bytes.limit()) {
      int size = FrameSink.messageSize(bytes, end);
      if (size > Store.LARGE || size > most - end) {
        break;
      }
      end += size;
    }
    return end;
  }

  /** Puts whole messages, for which there is room, side by side into the chunk. */
  private void append(Direction direction, ByteBuffer bytes) {
    int size = bytes.remaining();
    int offset = chunk.reserve(size);
    trimmer.grown(chunk.append(offset, 0, bytes));
    long shift = framed(direction) - offset;
    addFramed(direction, size);
    long before = index.memory();
    int first = index.end();
    for (int at = offset; at < offset + size; ) {
      int length = chunk.messageSize(at);
      boolean keep = isProtected(direction, FrameKind.MESSAGE, chunk, at, length);
      index.append(
          FrameIndex.mark(direction, FrameKind.MESSAGE, keep, deciphered),
          now,
          shift + at,
          chunk,
          at,
          length);
      at += length;
    }
    chunk.complete(first, index.end() - 1);
    if (index.memory() != before) {
      budget.take(index.memory() - before);
    }
  }

  @Override
  public void data(Direction direction, ByteBuffer data) {
    OpenFrame frame = open(direction);
    addFramed(direction, data.remaining());
    trimmer.grown(frame.append(data));
  }

  @Override
  public void gap(Direction direction, long count, String fault) {
    OpenFrame frame = open(direction);
    addFramed(direction, count);
    frame.fault(fault);
    frame.gap(count);
  }

  @Override
  public void end(Direction direction) {
    OpenFrame frame = open(direction);
    open(direction, null);
    complete(frame);
  }

  @Override
  public void broken(Direction direction, String fault) {
    open(direction).fault(fault);
    end(direction);
  }

  private void complete(OpenFrame frame) {
    long before = index.memory();
    boolean keep =
        isProtected(frame.direction(), frame.kind(), frame.store(), frame.offset(), frame.kept());
    int number = index.append(frame, now, keep, deciphered);
    if (index.memory() != before) {
      budget.take(index.memory() - before);
    }
    if (!frame.fault().isEmpty()) {
      faults = faults == NO_FAULTS ? new HashMap<>() : faults;
      faults.put(number, frame.fault());
    }
    frame.store().complete(number);
  }

  /** Whether a frame is needed to understand the connection: it is cut last. */
  private boolean isProtected(
      Direction direction, FrameKind kind, Store store, int offset, int kept) {
    if (kind == FrameKind.UNFRAMED || kept == 0) {
      return false;
    }
    int type = store.at(offset);
    if (kind == FrameKind.TLS_RECORD) {
      return type == TLS_HANDSHAKE;
    }
    if (kind != FrameKind.MESSAGE) {
      return true;
    }
    if (direction == Direction.BACKEND) {
      boolean handshake = inHandshake;
      inHandshake &= type != 'Z';
      return handshake || type == 'E' || type == 'N' || type == 'S';
    }
    // The SQL of a named statement is needed for as long as it may be executed.
    return inHandshake || (type == 'P' && kept > 5 && store.at(offset + 5) != 0);
  }
}
