package dev.postgreswire.benchmarks.endurance;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** What went by in one direction: how much, and what it was. */
final class Flow {
  private static final int HEAD = 512;

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
    byte[] both = Arrays.copyOf(tail, tail.length + Math.min(count, 5));
    int from = Math.max(0, count - 5);
    System.arraycopy(bytes, from, both, tail.length, count - from);
    tail = Arrays.copyOfRange(both, Math.max(0, both.length - 5), both.length);
  }

  void add(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    add(bytes, bytes.length);
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
    byte[] mine = head();
    byte[] theirs = other.head();
    return isSameAs(other)
        || length() < other.length()
            && theirs.length >= mine.length
            && Arrays.mismatch(mine, theirs) == (mine.length < theirs.length ? mine.length : -1);
  }

  /** Returns whether Terminate, in plain text, came last. */
  synchronized boolean endsWithTerminate() {
    return Arrays.equals(tail, new byte[] {'X', 0, 0, 0, 4});
  }

  private synchronized long sum() {
    return sum.getValue();
  }

  private synchronized byte[] head() {
    return head;
  }
}
