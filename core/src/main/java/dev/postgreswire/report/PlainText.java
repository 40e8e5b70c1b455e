package dev.postgreswire.report;

import dev.postgreswire.wire.Bytes;

/**
 * Looks eight bytes at a time for characters that nothing has to be done about: most of what is
 * written out is nothing else.
 */
final class PlainText {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x80 * ONES;

  private PlainText() {}

  /**
   * Returns where the first byte is, at or after {@code from}, that is not a printable character of
   * ASCII, or is a quotation mark or a backslash.
   */
  static int end(Bytes bytes, int from) {
    int at = from;
    int length = bytes.length();
    while (length - at >= Long.BYTES && arePlain(bytes.int64(at))) {
      at += Long.BYTES;
    }
    while (at < length && isPlain(bytes.get(at))) {
      at++;
    }
    return at;
  }

  /** Returns whether each of eight bytes is plain; a zero after an exclusive or is an equal one. */
  private static boolean arePlain(long eight) {
    long control = (eight - ' ' * ONES) & ~eight;
    long marks = zeros(eight ^ ('"' * ONES)) | zeros(eight ^ ('\\' * ONES));
    long delete = zeros(eight ^ (0x7F * ONES));
    long special = control | marks | delete;
    return ((eight | special) & HIGH) == 0;
  }

  private static long zeros(long eight) {
    return (eight - ONES) & ~eight;
  }

  private static boolean isPlain(byte character) {
    return character >= ' ' && character < 0x7F && character != '"' && character != '\\';
  }
}
