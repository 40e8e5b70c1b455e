package dev.postgreswire.recording;

import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.FrameSink;
import java.nio.ByteBuffer;

/** The frame of one direction that is under way. */
final class OpenFrame {
  private final Direction direction;
  private final FrameKind kind;
  private final long position;
  private final long size;
  private Store store;
  private int offset;
  private long received;
  private int kept;
  private boolean keeps = true;
  private String fault = "";

  OpenFrame(
      Direction direction, FrameKind kind, long position, long size, Store store, int offset) {
    this.direction = direction;
    this.kind = kind;
    this.position = position;
    this.size = size;
    this.store = store;
    this.offset = offset;
  }

  /** Takes the next bytes and returns by how much its store has grown. */
  int append(ByteBuffer bytes) {
    int count = bytes.remaining();
    received += count;
    // A frame has at most 1 GiB; only bytes in which no frame is found can go on for longer.
    if (!keeps || kept > Integer.MAX_VALUE - count) {
      keeps = false;
      return 0;
    }
    int growth = store.append(offset, kept, bytes);
    kept += count;
    return growth;
  }

  /** {@code count} bytes are missing; what comes after them is only counted. */
  void gap(long count) {
    keeps = false;
    received += count;
  }

  /** From here on only counts what comes, and keeps its first bytes in {@code other}. */
  void cut(Store other, int otherOffset, int otherKept) {
    keeps = false;
    store = other;
    offset = otherOffset;
    kept = otherKept;
  }

  /** Says why it is not a proper frame. */
  void fault(String why) {
    fault = why;
  }

  /** Returns why it is not a proper frame; empty when it is one. */
  String fault() {
    return fault;
  }

  boolean isEndless() {
    return size == FrameSink.UNKNOWN_SIZE;
  }

  Direction direction() {
    return direction;
  }

  FrameKind kind() {
    return kind;
  }

  long position() {
    return position;
  }

  Store store() {
    return store;
  }

  int offset() {
    return offset;
  }

  long received() {
    return received;
  }

  int kept() {
    return kept;
  }
}
