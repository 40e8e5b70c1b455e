package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import java.nio.charset.Charset;

/**
 * Short messages of the server that come again and again, byte for byte: that a statement is bound,
 * that one row was changed, which columns a result has. A few are kept as they were decoded, and
 * given out once more; messages are immutable.
 *
 * <p>What has values in it (rows, settings, errors, notifications) is never kept. What is kept
 * takes some hundred kilobytes at most. Threads may write over what others have just kept, which
 * costs a decoding and nothing else.
 */
final class Repeats {
  private static final int BARE = 5;
  private static final int SHORT = 2 * Long.BYTES;
  private static final int LONGEST = 512;
  private static final int BITS = 8;
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  /** Those without a body, by their type. */
  private static final Message[] EMPTY = new Message[1 << Byte.SIZE];

  /** Those with one: two neighbours for each hash, the younger first. */
  private static final Repeat[] KEPT = new Repeat[1 << BITS];

  /** Hashes of what was decoded last: only what comes twice is kept. */
  private static final long[] ONCE = new long[1 << BITS];

  private Repeats() {}

  /** What is known of some bytes: of short ones the first and the last eight are all there is. */
  private record Repeat(long first, long last, Bytes bytes, Charset charset, Message message) {
    boolean is(long otherFirst, long otherLast, Bytes other, Charset otherCharset) {
      return first == otherFirst
          && last == otherLast
          && bytes.length() == other.length()
          && (other.length() <= SHORT || bytes.equals(other))
          && charset.equals(otherCharset);
    }
  }

  /** Returns whether {@code frame}, which nothing is wrong with, is of a kind that is kept. */
  static boolean mayBe(Frame frame) {
    Bytes bytes = frame.bytes();
    if (frame.direction() != Direction.BACKEND
        || frame.kind() != FrameKind.MESSAGE
        || bytes.length() != frame.size()
        || bytes.length() > LONGEST
        || bytes.length() < BARE) {
      return false;
    }
    return switch (bytes.get(0)) {
      case '1', '2', '3', 'C', 'I', 'T', 'Z', 'n', 's', 't' -> true;
      default -> false;
    };
  }

  /** Returns the message that {@code bytes} are known to hold, or null. */
  static Message find(Bytes bytes, Charset charset) {
    if (bytes.length() == BARE) {
      return bytes.int32(1) == BARE - 1 ? EMPTY[bytes.get(0)] : null;
    }
    long first = first(bytes);
    long last = last(bytes);
    int slot = slot(hash(first, last, bytes));
    Repeat kept = KEPT[slot];
    if (kept != null && kept.is(first, last, bytes, charset)) {
      return kept.message;
    }
    kept = KEPT[slot ^ 1];
    return kept != null && kept.is(first, last, bytes, charset) ? kept.message : null;
  }

  /** Keeps what {@code bytes} were found to hold, if they came before. */
  static void keep(Bytes bytes, Charset charset, Message message) {
    if (bytes.length() == BARE) {
      EMPTY[bytes.get(0)] = message;
      return;
    }
    long first = first(bytes);
    long last = last(bytes);
    long hash = hash(first, last, bytes);
    int slot = slot(hash);
    if (ONCE[slot] != hash) {
      ONCE[slot] = hash;
      return;
    }
    Bytes copy = Bytes.wrap(bytes.toByteArray()); // a slice would keep what is around it
    KEPT[slot ^ 1] = KEPT[slot];
    KEPT[slot] = new Repeat(first, last, copy, charset, message);
  }

  private static long first(Bytes bytes) {
    return bytes.length() < Long.BYTES ? bytes.int32(0) : bytes.int64(0);
  }

  /** Overlaps with the first, where there are not as many bytes. */
  private static long last(Bytes bytes) {
    int length = bytes.length();
    return length < Long.BYTES
        ? bytes.int32(length - Integer.BYTES)
        : bytes.int64(length - Long.BYTES);
  }

  /** Of long ones a part has to do: bytes are compared afterwards. */
  private static long hash(long first, long last, Bytes bytes) {
    int length = bytes.length();
    long hash = (first * PRIME) ^ last;
    if (length > SHORT) {
      int third = (length - Long.BYTES) / 3;
      hash = (hash * PRIME) ^ bytes.int64(third);
      hash = (hash * PRIME) ^ bytes.int64(2 * third);
    }
    hash *= PRIME;
    return (hash ^ (hash >>> Integer.SIZE)) * PRIME;
  }

  private static int slot(long hash) {
    return (int) (hash >>> (Long.SIZE - BITS));
  }
}
