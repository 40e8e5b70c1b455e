package dev.postgreswire.report;

import dev.postgreswire.wire.Bytes;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;

/**
 * Text as UTF-8, by way of a buffer: what every byte of a large recording passes through, so it
 * takes no lock and makes no objects.
 */
final class Utf8Out implements Appendable, Flushable, Closeable {
  private static final int SIZE = 1 << 16;
  private static final byte[] HEX = HexFormat.of().formatHex(allBytes()).getBytes(ascii());

  private final OutputStream out;
  private final byte[] buffer = new byte[SIZE];
  private int size;
  private char high;

  Utf8Out(OutputStream out) {
    this.out = out;
  }

  private static byte[] allBytes() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static java.nio.charset.Charset ascii() {
    return java.nio.charset.StandardCharsets.US_ASCII;
  }

  /** Writes one byte, which is ASCII or a part of a character. */
  void put(int value) throws IOException {
    if (size == SIZE) {
      drain();
    }
    buffer[size++] = (byte) value;
  }

  /** Writes bytes as they are; a few of them, for they go through the buffer. */
  void put(byte[] bytes) throws IOException {
    if (bytes.length > SIZE - size) {
      drain();
    }
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  /** Writes bytes from one place to another as they are: whole characters. */
  void put(Bytes bytes, int from, int to) throws IOException {
    endPair();
    for (int at = from; at < to; ) {
      if (size == SIZE) {
        drain();
      }
      int count = Math.min(to - at, SIZE - size);
      bytes.copyTo(at, count, buffer, size);
      size += count;
      at += count;
    }
  }

  /** Writes two hexadecimal digits. */
  void hex(int value) throws IOException {
    int at = (value & 0xFF) << 1;
    put(HEX[at]);
    put(HEX[at + 1]);
  }

  /** Writes a number in decimal. */
  void number(long value) throws IOException {
    if (value < 0) {
      append(Long.toString(value));
    } else if (value < 10) {
      put('0' + (int) value);
    } else {
      digits(value, digitsOf(value));
    }
  }

  private static int digitsOf(long value) {
    int count = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      count++;
    }
    return count;
  }

  /** Writes the last {@code count} digits of a number that is not negative. */
  void digits(long value, int count) throws IOException {
    if (size + count > SIZE) {
      drain();
    }
    long rest = value;
    for (int i = size + count - 1; i >= size; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += count;
  }

  @Override
  public Utf8Out append(CharSequence text) throws IOException {
    return append(text, 0, text.length());
  }

  @Override
  public Utf8Out append(CharSequence text, int start, int end) throws IOException {
    for (int i = start; i < end; i++) {
      append(text.charAt(i));
    }
    return this;
  }

  @Override
  public Utf8Out append(char character) throws IOException {
    if (character < 0x80 && high == 0) {
      put(character);
    } else {
      beyondAscii(character);
    }
    return this;
  }

  private void beyondAscii(char character) throws IOException {
    if (high != 0 && Character.isLowSurrogate(character)) {
      int code = Character.toCodePoint(high, character);
      high = 0;
      put(0xF0 | (code >> 18));
      put(0x80 | ((code >> 12) & 0x3F));
      put(0x80 | ((code >> 6) & 0x3F));
      put(0x80 | (code & 0x3F));
    } else {
      endPair();
      if (Character.isHighSurrogate(character)) {
        high = character;
      } else {
        code(Character.isSurrogate(character) ? 0xFFFD : character);
      }
    }
  }

  /** Half a pair of surrogates is no character. */
  private void endPair() throws IOException {
    if (high != 0) {
      high = 0;
      code(0xFFFD);
    }
  }

  private void code(int code) throws IOException {
    if (code < 0x80) {
      put(code);
    } else if (code < 0x800) {
      put(0xC0 | (code >> 6));
      put(0x80 | (code & 0x3F));
    } else {
      put(0xE0 | (code >> 12));
      put(0x80 | ((code >> 6) & 0x3F));
      put(0x80 | (code & 0x3F));
    }
  }

  private void drain() throws IOException {
    int count = size;
    size = 0; // also when it fails: what failed once is not tried again
    out.write(buffer, 0, count);
  }

  @Override
  public void flush() throws IOException {
    endPair();
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
