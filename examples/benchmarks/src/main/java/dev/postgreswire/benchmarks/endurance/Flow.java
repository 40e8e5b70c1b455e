package dev.postgreswire.benchmarks.endurance;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** What went by in one direction: how much, and what it was. */
final class Flow {
  private static final int HEAD = 512;
  private static final int TAIL = 6;

  private final CRC32C sum = new CRC32C();
  private byte[] head = new byte[0];
  private byte[] tail = new byte[0];
  private long length;

  synchronized void add(byte[] bytes, int count) {
    if (head.length < HEAD) {
      int old = head.length;
      head = Arrays.copyOf(head, Math.min(HEAD, old + count));
      System.arraycopy(bytes, 0, head, old, head.length - old);
    }
    length += count;
    sum.update(bytes, 0, count);
    byte[] both = Arrays.copyOf(tail, tail.length + Math.min(count, TAIL));
    int from = Math.max(0, count - TAIL);
    System.arraycopy(bytes, from, both, tail.length, count - from);
    tail = Arrays.copyOfRange(both, Math.max(0, both.length - TAIL), both.length);
  }

  void add(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    add(bytes, bytes.length);
  }

  /** So much went by that is not known. */
  synchronized void miss(long count) {
    length += count;
    tail = new byte[0];
  }

  synchronized long length() {
    return length;
  }

  /** Returns whether the same went by there. */
  boolean isSameAs(Flow other) {
    return length() == other.length() && sum() == other.sum();
  }

  /** Returns whether this may be the beginning of what went by there. */
  boolean begins(Flow other) {
    if (length() >= other.length()) {
      return isSameAs(other);
    }
    byte[] mine = head();
    byte[] theirs = other.head();
    return theirs.length >= mine.length && Arrays.equals(mine, Arrays.copyOf(theirs, mine.length));
  }

  /** Returns whether Terminate, in plain text, came last. */
  synchronized boolean endsWithTerminate() {
    return endsWith(new byte[] {'X', 0, 0, 0, 4});
  }

  /** Returns whether ReadyForQuery outside of a transaction, in plain text, came last. */
  synchronized boolean endsWithReady() {
    return endsWith(new byte[] {'Z', 0, 0, 0, 5, 'I'});
  }

  private boolean endsWith(byte[] end) {
    int from = tail.length - end.length;
    return from >= 0 && Arrays.equals(tail, from, tail.length, end, 0, end.length);
  }

  private synchronized long sum() {
    return sum.getValue();
  }

  private synchronized byte[] head() {
    return head;
  }
}
