package dev.postgreswire.report;

import dev.postgreswire.wire.Bytes;
import java.io.IOException;

/** Bytes as libpq prints them: ASCII as it is, everything else as {@code \xNN}. */
final class TraceText {
  private static final String DIGITS = "0123456789abcdef";

  private TraceText() {}

  static void bytes(Appendable out, Bytes bytes) throws IOException {
    for (int i = 0; i < bytes.length(); i++) {
      character(out, bytes.get(i));
    }
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
