package dev.postgreswire.recording;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.FrameSink;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Puts frames together and passes each on when it is complete, keeping no more of it than its first
 * {@link #MOST_KEPT} bytes.
 */
final class FrameAssembler implements ReadableFrames {
  static final int MOST_KEPT = 1 << 20;

  private static final int FIRST_PIECE = 16 << 10;

  private final Taker taker;
  private final LongConsumer waiting;
  private final Writers writers = new Writers();
  private final Map<Direction, Draft> open = new EnumMap<>(Direction.class);
  private final Map<Direction, Long> positions = new EnumMap<>(Direction.class);
  private int next;
  private long now;
  private boolean deciphered;

  /** Takes complete frames. */
  interface Taker {
    /**
     * A frame is complete.
     *
     * @param number its number, from 0
     * @param nanos when its last byte came
     * @param deciphered whether it went over the wire in another form
     * @param caller who wrote it
     */
    void take(int number, Frame frame, long nanos, boolean deciphered, Caller caller);
  }

  private static final class Draft {
    private final FrameKind kind;
    private final long position;
    private final long size;
    private String fault;
    private boolean keeps = true;
    private long received;
    private int kept;
    private byte[] bytes;

    Draft(FrameKind kind, long position, long size, String fault) {
      this.kind = kind;
      this.position = position;
      this.size = size;
      this.fault = fault;
      this.bytes = new byte[size == UNKNOWN_SIZE ? 0 : (int) Math.min(size, FIRST_PIECE)];
    }

    void append(ByteBuffer data) {
      received += data.remaining();
      int count = keeps ? Math.min(data.remaining(), MOST_KEPT - kept) : 0;
      if (kept + count > bytes.length) {
        long most = size == UNKNOWN_SIZE ? MOST_KEPT : Math.min(size, MOST_KEPT);
        bytes =
            Arrays.copyOf(bytes, (int) Math.min(most, Math.max(kept + count, bytes.length * 2L)));
      }
      data.get(bytes, kept, count);
      kept += count;
    }

    void gap(long count, String why) {
      fault = why;
      received += count;
      keeps = false;
    }

    Frame frame(Direction direction, String end) {
      return new Frame(
          direction,
          kind,
          position,
          received,
          Bytes.wrap(bytes, 0, kept),
          end.isEmpty() ? fault : end);
    }
  }

  /**
   * Creates one at the beginning of a connection.
   *
   * @param waiting is told how much more, or less, memory is taken by records that wait
   */
  FrameAssembler(Taker taker, LongConsumer waiting) {
    this.taker = taker;
    this.waiting = waiting;
  }

  @Override
  public void at(long nanos, boolean isDeciphered) {
    now = nanos;
    deciphered = isDeciphered;
  }

  @Override
  public void onWire(long wire) {
    writers.onWire(framed(Direction.FRONTEND), wire);
  }

  /** Returns how many bytes {@code direction} has in frames, those under way included. */
  long framed(Direction direction) {
    return positions.getOrDefault(direction, 0L);
  }

  /** {@code caller} wrote the client's bytes from number {@code from} on the wire on. */
  void writtenBy(Caller caller, long from) {
    writers.writtenBy(caller, from);
  }

  @Override
  public void record(Direction direction, Bytes record, long size, long nanos) {
    // What went over the wire has been passed on already.
  }

  @Override
  public void waiting(long bytes) {
    waiting.accept(bytes);
  }

  @Override
  public void begin(Direction direction, FrameKind kind, long size, String fault) {
    open.put(direction, new Draft(kind, framed(direction), size, fault));
  }

  @Override
  public void messages(Direction direction, ByteBuffer bytes) {
    for (int end = bytes.limit(); bytes.position() < end; ) {
      int next = bytes.position() + FrameSink.messageSize(bytes, bytes.position());
      pass(whole(direction, bytes.limit(next)));
      bytes.limit(end).position(next);
    }
  }

  private Frame whole(Direction direction, ByteBuffer message) {
    long position = framed(direction);
    int size = message.remaining();
    byte[] kept = new byte[Math.min(size, MOST_KEPT)];
    message.get(kept);
    positions.put(direction, position + size);
    return new Frame(direction, FrameKind.MESSAGE, position, size, Bytes.wrap(kept), "");
  }

  @Override
  public void data(Direction direction, ByteBuffer bytes) {
    positions.merge(direction, (long) bytes.remaining(), Long::sum);
    open.get(direction).append(bytes);
  }

  @Override
  public void gap(Direction direction, long count, String fault) {
    positions.merge(direction, count, Long::sum);
    open.get(direction).gap(count, fault);
  }

  @Override
  public void end(Direction direction) {
    broken(direction, "");
  }

  @Override
  public void broken(Direction direction, String fault) {
    pass(open.remove(direction).frame(direction, fault));
  }

  private void pass(Frame frame) {
    Caller caller = Caller.UNKNOWN;
    if (frame.direction() == Direction.FRONTEND) {
      caller = writers.at(frame.position());
      writers.forgetBefore(frame.position());
    }
    taker.take(next++, frame, now, deciphered, caller);
  }
}
