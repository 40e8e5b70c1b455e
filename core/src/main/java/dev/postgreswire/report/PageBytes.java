package dev.postgreswire.report;

import dev.postgreswire.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes in the form that the page reads: numbers in base 128, lowest digits first, the high bit set
 * on all but the last; text in UTF-8 after its length.
 */
final class PageBytes extends ByteArrayOutputStream {
  private static final int HIGH_BIT = 0x80;

  /** Writes a number that is not negative. */
  PageBytes number(long value) {
    long rest = value;
    while (rest >= HIGH_BIT) {
      write((int) rest | HIGH_BIT);
      rest >>>= 7;
    }
    write((int) rest);
    return this;
  }

  /** Writes a number of either sign: small ones of both signs are short. */
  PageBytes signed(long value) {
    return number((value << 1) ^ (value >> 63));
  }

  PageBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    writeBytes(utf8);
    return this;
  }

  PageBytes raw(byte[] bytes, int length) {
    write(bytes, 0, length);
    return this;
  }

  PageBytes raw(Bytes bytes) {
    writeBytes(bytes.toByteArray());
    return this;
  }
}
