package dev.postgreswire.loopback;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Direct buffers of one size, kept for the next one who needs one, so that relaying allocates none.
 */
final class BufferPool {
  /** The size of each buffer: what one read takes in, in bytes. */
  static final int BUFFER_SIZE = 64 << 10;

  private static final int KEPT = 16;

  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);

  /** Returns an empty buffer. */
  ByteBuffer take() {
    ByteBuffer buffer = free.poll();
    return buffer == null ? ByteBuffer.allocateDirect(BUFFER_SIZE) : buffer.clear();
  }

  /** Takes back what {@link #take} gave; the collector gets those that are too many. */
  void give(ByteBuffer buffer) {
    free.offer(buffer);
  }
}
