package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.boot.SocketHooks;
import java.nio.ByteBuffer;

/**
 * Memory that is read from or written to, valid only while the read or write lasts. One belongs to
 * each socket and is set anew each time, so that nothing is allocated.
 */
final class Memory {
  private static final int WORD = 8;
  private static final int VECTOR_SIZE = 2 * WORD;

  private int form;
  private Object buffers;
  private long at;
  private int length;

  /** Sets what {@link SocketHooks} describes. */
  void set(int newForm, Object newBuffers, long newAt, int newLength) {
    form = newForm;
    buffers = newBuffers;
    at = newAt;
    length = newLength;
  }

  /** Forgets the memory: it is somebody else's from now on. */
  void clear() {
    set(SocketHooks.PLAIN, null, 0, 0);
  }

  /** Returns how many bytes there are. */
  long size() {
    return switch (form) {
      case SocketHooks.VECTOR, SocketHooks.BUFFERS -> sizeOfParts();
      default -> length;
    };
  }

  private long sizeOfParts() {
    long size = 0;
    for (int i = 0; i < length; i++) {
      size += sizeOf(i);
    }
    return size;
  }

  /**
   * Copies bytes to the beginning of {@code target}: one run of them, so perhaps fewer than fit.
   *
   * @param from how many bytes of the memory come before them
   * @param most how many at most
   * @return how many
   */
  int copy(long from, byte[] target, long most) {
    int count = (int) Math.min(most, target.length);
    switch (form) {
      case SocketHooks.PLAIN -> NativeMemory.copy(at + from, target, count);
      case SocketHooks.BUFFER -> ((ByteBuffer) buffers).get((int) (at + from), target, 0, count);
      default -> {
        return copyOfParts(from, target, count);
      }
    }
    return count;
  }

  private int copyOfParts(long from, byte[] target, int most) {
    long skipped = from;
    for (int i = 0; i < length; i++) {
      long size = sizeOf(i);
      if (skipped < size) {
        int count = (int) Math.min(most, size - skipped);
        copyPart(i, skipped, target, count);
        return count;
      }
      skipped -= size;
    }
    throw new IndexOutOfBoundsException(from + " of " + sizeOfParts());
  }

  private void copyPart(int index, long from, byte[] target, int count) {
    if (form == SocketHooks.VECTOR) {
      long address = NativeMemory.word(at + (long) index * VECTOR_SIZE);
      NativeMemory.copy(address + from, target, count);
    } else {
      ByteBuffer buffer = ((ByteBuffer[]) buffers)[(int) at + index];
      buffer.get(buffer.position() + (int) from, target, 0, count);
    }
  }

  private long sizeOf(int index) {
    return form == SocketHooks.VECTOR
        ? NativeMemory.word(at + (long) index * VECTOR_SIZE + WORD)
        : ((ByteBuffer[]) buffers)[(int) at + index].remaining();
  }
}
