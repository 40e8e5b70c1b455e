package dev.postgreswire.type;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.MalformedMessageException;
import dev.postgreswire.wire.WireReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/** Bytes as text. */
final class Texts {
  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  /** Reads what is left as text in the character set of {@code in}. */
  static String rest(WireReader in) {
    int start = in.position();
    return of(in.rest("text"), in.charset(), start);
  }

  /** Returns the text of {@code bytes}. */
  static String of(Bytes bytes, Charset charset) {
    return of(bytes, charset, 0);
  }

  private static String of(Bytes bytes, Charset charset, int start) {
    String text = bytes.toString(charset);
    if (text.indexOf(REPLACEMENT) >= 0 && !isValid(bytes, charset)) {
      throw new MalformedMessageException("it is not valid " + charset, start);
    }
    return text;
  }

  /** Returns the bytes as {@code bytea_output} hex prints them. */
  static String hex(Bytes bytes) {
    return "\\x" + bytes.toHex();
  }

  private static boolean isValid(Bytes bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(bytes.toByteBuffer()).hasRemaining();
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
