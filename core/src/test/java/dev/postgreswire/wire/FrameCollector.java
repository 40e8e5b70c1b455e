package dev.postgreswire.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Keeps all frames that a {@link FrameDecoder} finds, in the order in which they begin. */
public final class FrameCollector implements FrameSink {
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<Direction, Draft> open = new EnumMap<>(Direction.class);
  private final Map<Direction, Long> positions = new EnumMap<>(Direction.class);

  private static final class Draft {
    private final Direction direction;
    private final FrameKind kind;
    private final long position;
    private long size;
    private String fault;
    private Bytes bytes = Bytes.EMPTY;
    private long missing;

    private Draft(Direction direction, FrameKind kind, long position, long size, String fault) {
      this.direction = direction;
      this.kind = kind;
      this.position = position;
      this.size = size;
      this.fault = fault;
    }

    private Frame frame() {
      return new Frame(direction, kind, position, Math.max(size, bytes.length()), bytes, fault);
    }
  }

  /** Returns how many bytes {@code direction} sent in {@code frames}. */
  public static long size(List<Frame> frames, Direction direction) {
    return frames.stream()
        .filter(frame -> frame.direction() == direction)
        .mapToLong(frame -> frame.bytes().length())
        .sum();
  }

  /** Returns how many bytes of {@code direction} have come, whatever became of them. */
  long received(Direction direction) {
    return positions.getOrDefault(direction, 0L);
  }

  /** Returns the frames so far. */
  public List<Frame> frames() {
    return drafts.stream().map(Draft::frame).toList();
  }

  @Override
  public void begin(Direction direction, FrameKind kind, long size, String fault) {
    Draft draft = new Draft(direction, kind, positions.getOrDefault(direction, 0L), size, fault);
    if (open.put(direction, draft) != null) {
      throw new IllegalStateException("begin within a frame");
    }
    drafts.add(draft);
  }

  @Override
  public void data(Direction direction, ByteBuffer bytes) {
    Draft draft = open.get(direction);
    positions.merge(direction, (long) bytes.remaining(), Long::sum);
    if (draft.missing > 0) {
      draft.missing += bytes.remaining();
    } else {
      draft.bytes = draft.bytes.plus(Bytes.copyOf(bytes));
    }
  }

  @Override
  public void gap(Direction direction, long count, String fault) {
    Draft draft = open.get(direction);
    draft.fault = fault;
    draft.missing += count;
  }

  @Override
  public void end(Direction direction) {
    Draft draft = open.remove(direction);
    if (draft.size >= 0 && draft.size != draft.bytes.length() + draft.missing) {
      throw new IllegalStateException("end after " + draft.bytes + " of " + draft.size);
    }
  }

  @Override
  public void broken(Direction direction, String fault) {
    Draft draft = open.remove(direction);
    draft.fault = fault;
    if (draft.size >= 0 && draft.bytes.length() >= draft.size) {
      throw new IllegalStateException("broken, though complete");
    }
  }
}
