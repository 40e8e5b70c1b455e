package dev.postgreswire.report;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The packets of one connection on their way into the file. Those of a TLS session wait for its
 * secrets, because tshark has to know them before it sees the session; not for ever, though.
 */
final class PacketQueue {
  private static final long MOST_BYTES = 256 << 10;

  private final PcapngBlocks blocks;
  private final Deque<Packet> waiting = new ArrayDeque<>();
  private boolean held;
  private int flushes;
  private long bytes;

  private interface Packet {
    void write() throws IOException;
  }

  PacketQueue(PcapngBlocks blocks) {
    this.blocks = blocks;
  }

  void packet(Instant time, byte[] headers, int headerSize, byte[] data, int count, String comment)
      throws IOException {
    if (!held) {
      blocks.packet(time, headers, headerSize, data, count, comment);
      return;
    }
    byte[] headersThen = Arrays.copyOf(headers, headerSize);
    byte[] dataThen = Arrays.copyOf(data, count);
    waiting.add(() -> blocks.packet(time, headersThen, headerSize, dataThen, count, comment));
    bytes += headerSize + count;
    if (bytes > MOST_BYTES) {
      release();
    }
  }

  /** Has the packets wait from now on. */
  void hold() {
    held = true;
    flushes = 0;
  }

  boolean isHeld() {
    return held;
  }

  /** Writes what waits, if it has since before the last time. */
  void flush() throws IOException {
    if (held && ++flushes > 1) {
      release();
    }
  }

  /** Writes what waits, and has nothing wait any more. */
  void release() throws IOException {
    held = false;
    while (!waiting.isEmpty()) {
      waiting.remove().write();
    }
    bytes = 0;
  }
}
