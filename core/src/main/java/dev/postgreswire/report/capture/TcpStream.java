package dev.postgreswire.report.capture;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What one side of a connection sends. A position is a sequence number that does not wrap around.
 */
final class TcpStream {
  /** No position. */
  static final long NONE = -1;

  private static final long CYCLE = 1L << 32;

  /** No window is larger, so nothing that is sent again is older. */
  private static final long WINDOW = 1L << 30;

  private final Endpoint endpoint;
  private final Backlog backlog;
  private final NavigableMap<Long, Piece> waiting = new TreeMap<>();
  private long start = NONE;
  private long next = NONE;
  private boolean ended;
  private long acknowledged = NONE;

  TcpStream(Endpoint endpoint, Backlog backlog) {
    this.endpoint = endpoint;
    this.backlog = backlog;
  }

  /** Returns who sends it. */
  Endpoint endpoint() {
    return endpoint;
  }

  /** Returns the position of the first byte that has not been told. */
  long next() {
    return next;
  }

  /** Returns up to where the other side has received it; {@link #NONE}: nothing that is known. */
  long acknowledged() {
    return acknowledged;
  }

  /** Returns whether it is known where it begins. */
  boolean hasBegun() {
    return next != NONE;
  }

  /** The first byte has this sequence number, or it is the first that may be seen. */
  void begin(int sequence) {
    start = CYCLE + Integer.toUnsignedLong(sequence);
    next = start;
  }

  /** Returns whether the first byte has, or would have had, this sequence number. */
  boolean begins(int sequence) {
    return position(sequence) == start;
  }

  /** Returns the position that a sequence number means now. */
  long position(int sequence) {
    int ahead = sequence - (int) next;
    return next + (ahead < -WINDOW ? ahead + CYCLE : ahead);
  }

  /**
   * The other side says that it has received what comes before a sequence number.
   *
   * @return its position; {@link #NONE} when it makes no sense
   */
  long acknowledge(int sequence) {
    if (!hasBegun()) {
      begin(sequence);
    }
    long position = position(sequence);
    if (position - next > WINDOW) {
      return NONE;
    }
    acknowledged = Math.max(acknowledged, position);
    return position;
  }

  /** Everything before a position has been told. */
  void toldUpTo(long position) {
    next = position;
  }

  /** Its end has been told. */
  void end() {
    ended = true;
  }

  /** Returns whether its end has been told. */
  boolean hasEnded() {
    return ended;
  }

  /** Returns whether something waits for what comes before it. */
  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /** Returns the first piece that waits, or null. */
  Piece first() {
    return waiting.isEmpty() ? null : waiting.firstEntry().getValue();
  }

  /** Takes away the first piece that waits. */
  Piece removeFirst() {
    Piece first = waiting.pollFirstEntry().getValue();
    backlog.remove(first.size());
    return first;
  }

  /** Keeps a piece, save where there is one already: what came first stands. */
  void keep(Piece piece) {
    long at = piece.from();
    Map.Entry<Long, Piece> before = waiting.floorEntry(at);
    if (before != null) {
      at = Math.max(at, before.getValue().end());
    }
    while (at < piece.end()) {
      Map.Entry<Long, Piece> after = waiting.ceilingEntry(at);
      long end = after == null ? piece.end() : Math.min(piece.end(), after.getKey());
      if (at < end) {
        put(piece.part(at, end).kept());
      }
      at = after == null ? piece.end() : Math.max(end, after.getValue().end());
    }
  }

  private void put(Piece piece) {
    waiting.put(piece.from(), piece);
    backlog.add(piece.size());
  }
}
