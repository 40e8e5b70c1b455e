package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.wire.Direction;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The message that has just come, and of those before it what may still be asked for. What a
 * session knows of times is not of interest here: they are all that of the last message.
 */
final class TrackedMessages implements MessageView {
  private final int connectionId;

  /** The ends of COPYs that the client sent before the server said that it is one. */
  private final Map<Integer, RecordedMessage> earlyEnds = new HashMap<>();

  private RecordedMessage last;

  TrackedMessages(int connectionId) {
    this.connectionId = connectionId;
  }

  /**
   * Takes the next message.
   *
   * @param noneEarly whether no COPY waits for the server to say that it is one
   */
  void take(RecordedMessage message, boolean noneEarly) {
    last = message;
    int type = message.frame().type();
    if (noneEarly) {
      earlyEnds.clear();
    }
    if (message.direction() == Direction.FRONTEND && (type == 'c' || type == 'f')) {
      earlyEnds.put(message.index(), message);
    }
  }

  @Override
  public int connectionId() {
    return connectionId;
  }

  @Override
  public Instant time(int index) {
    return last.time();
  }

  @Override
  public long size(int index) {
    return index == last.index() ? last.frame().size() : 0;
  }

  @Override
  public DecodingContext context(int index) {
    return last.context();
  }

  @Override
  public Caller caller(int index) {
    return index == last.index() ? last.caller() : Caller.UNKNOWN;
  }

  @Override
  public int type(int index) {
    if (index == last.index()) {
      return last.frame().type();
    }
    RecordedMessage end = earlyEnds.get(index);
    return end == null ? 'd' : end.frame().type();
  }

  @Override
  public Message message(int index) {
    RecordedMessage known = index == last.index() ? last : earlyEnds.get(index);
    return known == null ? null : known.message();
  }

  @Override
  public List<RecordedMessage> list(IndexRanges indexes) {
    throw new IllegalStateException("a tracker keeps no messages");
  }
}
