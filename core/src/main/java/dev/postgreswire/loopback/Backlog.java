package dev.postgreswire.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes that were recorded and that the other side has not taken yet. */
final class Backlog {
  private final BufferPool pool;

  /** Nobody adds to it. */
  private static final Deque<ByteBuffer> NOTHING = new ArrayDeque<>(1);

  // Each chunk's content lies between its position and its limit. Most connections never have any.
  private Deque<ByteBuffer> chunks = NOTHING;
  private int size;

  Backlog(BufferPool pool) {
    this.pool = pool;
  }

  /** Returns how many bytes wait. */
  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Adds a copy of {@code bytes}, and consumes them. */
  void add(ByteBuffer bytes) {
    size += bytes.remaining();
    while (bytes.hasRemaining()) {
      ByteBuffer chunk = chunkWithRoom();
      int end = chunk.limit();
      int count = Math.min(bytes.remaining(), chunk.capacity() - end);
      chunk.limit(end + count);
      chunk.put(end, bytes, bytes.position(), count);
      bytes.position(bytes.position() + count);
    }
  }

  /** Writes as much as {@code sink} takes now. */
  void writeTo(Transport sink) throws IOException {
    while (size > 0) {
      ByteBuffer chunk = chunks.getFirst();
      size -= sink.write(chunk);
      if (chunk.hasRemaining()) {
        return;
      }
      pool.give(chunks.removeFirst());
    }
  }

  /** Forgets everything. */
  void clear() {
    chunks.forEach(pool::give);
    chunks = NOTHING;
    size = 0;
  }

  private ByteBuffer chunkWithRoom() {
    ByteBuffer last = chunks.peekLast();
    if (last == null || last.limit() == last.capacity()) {
      last = pool.take().limit(0);
      chunks = chunks == NOTHING ? new ArrayDeque<>(1) : chunks;
      chunks.addLast(last);
    }
    return last;
  }
}
