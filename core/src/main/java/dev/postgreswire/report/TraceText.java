package dev.postgreswire.report;

import dev.postgreswire.wire.Bytes;
import java.io.IOException;

/** Bytes as libpq prints them: ASCII as it is, everything else as {@code \xNN}. */
final class TraceText {
  private static final String DIGITS = "0123456789abcdef";

  private TraceText() {}

  static void bytes(Appendable out, Bytes bytes) throws IOException {
    if (out instanceof Utf8Out utf8) {
      bytes(utf8, bytes);
    } else {
      for (int i = 0; i < bytes.length(); i++) {
        character(out, bytes.get(i));
      }
    }
  }

  private static void bytes(Utf8Out out, Bytes bytes) throws IOException {
    int from = 0;
    for (int end = PlainText.end(bytes, 0); end < bytes.length(); ) {
      out.put(bytes, from, end);
      character(out, bytes.get(end));
      from = end + 1;
      end = PlainText.end(bytes, from);
    }
    out.put(bytes, from, bytes.length());
  }

  static void character(Appendable out, byte character) throws IOException {
    if (character >= ' ' && character <= '~') {
      out.append((char) character);
    } else {
      out.append("\\x")
          .append(DIGITS.charAt((character >> 4) & 0xF))
          .append(DIGITS.charAt(character & 0xF));
    }
  }
}
