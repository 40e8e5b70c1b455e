package dev.postgreswire.report;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** The blocks of a pcapng file, little-endian. */
final class PcapngBlocks implements Flushable, Closeable {
  private static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int INTERFACE = 1;
  private static final int INTERFACE_STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;
  private static final int DECRYPTION_SECRETS = 10;
  private static final int TLS_KEY_LOG = 0x544C534B;

  /** The packets begin with the header of IPv4 or of IPv6. */
  private static final int LINKTYPE_RAW = 101;

  private static final int COMMENT = 1;
  private static final int NAME = 2;
  private static final int APPLICATION = 4;
  private static final int TIME_RESOLUTION = 9;

  /** The longest option there can be. */
  private static final int LONGEST_OPTION = 0xFFFF;

  private final OutputStream out;
  private byte[] buffer = new byte[1 << 17];
  private int size;
  private int block;

  PcapngBlocks(OutputStream out) {
    this.out = out;
  }

  /** Writes what a file begins with. */
  void begin(String comment) throws IOException {
    beginBlock(SECTION_HEADER);
    int32(0x1A2B3C4D);
    int16(1);
    int16(0);
    int32(-1); // the length of the section, which nobody knows yet: 64 bits
    int32(-1);
    option(COMMENT, comment);
    option(APPLICATION, "PostgresWire");
    endOfOptions();
    endBlock();
    beginBlock(INTERFACE);
    int16(LINKTYPE_RAW);
    int16(0);
    int32(0); // no limit to a packet's length
    option(NAME, "recording");
    optionHeader(TIME_RESOLUTION, 1);
    int32(9); // nanoseconds; the other three bytes are padding
    endOfOptions();
    endBlock();
  }

  /** Writes a packet: its headers and its data. */
  void packet(Instant time, byte[] headers, int headerSize, byte[] data, int count, String comment)
      throws IOException {
    long nanos = time.getEpochSecond() * 1_000_000_000L + time.getNano();
    beginBlock(ENHANCED_PACKET);
    int32(0);
    int32((int) (nanos >>> 32));
    int32((int) nanos);
    int32(headerSize + count);
    int32(headerSize + count);
    bytes(headers, headerSize);
    bytes(data, count);
    pad();
    if (!comment.isEmpty()) {
      option(COMMENT, comment);
      endOfOptions();
    }
    endBlock();
  }

  /** Writes a comment that belongs to no packet, as that of an Interface Statistics Block. */
  void remark(Instant time, String comment) throws IOException {
    long nanos = time.getEpochSecond() * 1_000_000_000L + time.getNano();
    beginBlock(INTERFACE_STATISTICS);
    int32(0);
    int32((int) (nanos >>> 32));
    int32((int) nanos);
    option(COMMENT, comment);
    endOfOptions();
    endBlock();
  }

  /** Writes secrets of TLS, as lines of a key log. */
  void secrets(String keyLog) throws IOException {
    byte[] lines = keyLog.getBytes(StandardCharsets.US_ASCII);
    beginBlock(DECRYPTION_SECRETS);
    int32(TLS_KEY_LOG);
    int32(lines.length);
    bytes(lines, lines.length);
    pad();
    endBlock();
  }

  private void option(int code, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = bytes.length;
    if (length > LONGEST_OPTION) {
      length = LONGEST_OPTION;
      while ((bytes[length] & 0xC0) == 0x80) {
        length--; // not within a character
      }
    }
    optionHeader(code, length);
    bytes(bytes, length);
    pad();
  }

  private void optionHeader(int code, int length) {
    int16(code);
    int16(length);
  }

  private void endOfOptions() {
    int32(0);
  }

  private void beginBlock(int type) throws IOException {
    if (size > buffer.length / 2) {
      drain();
    }
    block = size;
    int32(type);
    int32(0);
  }

  private void endBlock() {
    int length = size - block + 4;
    int32(length);
    int end = size;
    size = block + 4;
    int32(length);
    size = end;
  }

  private void pad() {
    while ((size - block) % 4 != 0) {
      room(1);
      buffer[size++] = 0;
    }
  }

  private void int16(int value) {
    room(2);
    buffer[size++] = (byte) value;
    buffer[size++] = (byte) (value >> 8);
  }

  private void int32(int value) {
    int16(value);
    int16(value >> 16);
  }

  private void bytes(byte[] bytes, int count) {
    room(count);
    System.arraycopy(bytes, 0, buffer, size, count);
    size += count;
  }

  private void room(int count) {
    if (size + count > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + count));
    }
  }

  private void drain() throws IOException {
    int count = size;
    size = 0; // also when it fails: what failed once is not tried again
    out.write(buffer, 0, count);
  }

  @Override
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      flush();
    }
  }
}
