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
    Bytes bytes = in.rest("text");
    String text = bytes.toString(in.charset());
    if (text.indexOf(REPLACEMENT) >= 0 && !isValid(bytes, in.charset())) {
      throw new MalformedMessageException("it is not valid " + in.charset(), start);
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
