package dev.postgreswire.report.capture;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A part of what one side of a connection sent.
 *
 * @param kind what it is
 * @param from its position
 * @param length how many positions it takes
 * @param data the bytes, where {@code kind} is {@link Kind#DATA}
 * @param after up to where its sender had received from the other side: whatever comes before that
 *     is a cause of this
 * @param number of the packet, in the connection
 * @param time when it was captured
 */
record Piece(
    Kind kind, long from, long length, ByteBuffer data, long after, long number, Instant time) {
  /** What a piece is. */
  enum Kind {
    /** Bytes. */
    DATA,
    /** Bytes that are not in the packet any more. */
    CUT,
    /** The mark that there are no more, which takes a position of its own. */
    END
  }

  /** What keeping a piece costs beside its bytes. */
  private static final int OVERHEAD = 150;

  /** Returns the position after it. */
  long end() {
    return from + length;
  }

  /** Returns what of it lies between two positions, which are in it. */
  Piece part(long begin, long end) {
    ByteBuffer part =
        kind == Kind.DATA ? data.slice((int) (begin - from), (int) (end - begin)) : data;
    return new Piece(kind, begin, end - begin, part, after, number, time);
  }

  /** Returns one that stays when the packet's memory is used again. */
  Piece kept() {
    ByteBuffer copy = data.duplicate();
    return new Piece(
        kind,
        from,
        length,
        ByteBuffer.allocate(copy.remaining()).put(copy).flip(),
        after,
        number,
        time);
  }

  /** Returns how much memory it takes. */
  int size() {
    return OVERHEAD + data.remaining();
  }
}
