package dev.postgreswire.type;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Text, bytes, truth and other types without a structure. */
final class SimpleCodecs {
  static final Codec BOOL =
      Codec.of(
          in -> {
            boolean value = in.int8("value") != 0;
            return new Decoded(value, value ? "t" : "f");
          },
          SimpleCodecs::parseBoolean);

  /** Everything that is sent as text in both formats. */
  static final Codec TEXT = Codec.textual(Texts::rest);

  /** {@code jsonb} and {@code jsonpath}: a version, which is 1, and the text. */
  static final Codec VERSIONED_TEXT = Codec.textual(SimpleCodecs::versionedText);

  static final Codec CHAR = Codec.textual(SimpleCodecs::singleByte);

  static final Codec BYTEA =
      Codec.of(
          in -> {
            Bytes bytes = in.rest("value");
            return new Decoded(bytes, Texts.hex(bytes));
          },
          SimpleCodecs::parseBytes);

  /** Statistics of the server's own, whose binary format is that of its memory. */
  static final Codec OPAQUE =
      Codec.of(
          in -> {
            Bytes bytes = in.rest("value");
            return new Decoded(bytes, Texts.hex(bytes));
          },
          text -> text);

  static final Codec UUID =
      Codec.printing(in -> new UUID(in.int64("high"), in.int64("low")), SimpleCodecs::parseUuid);

  private static final int JSON_VERSION = 1;
  private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{32}");
  private static final Pattern OCTAL = Pattern.compile("[0-3][0-7]{2}");

  private SimpleCodecs() {}

  /** Takes any beginning of the words that the server takes. Source: {@code bool.c}. */
  private static Object parseBoolean(String text) {
    if (text.equals("t") || text.equals("f")) {
      return text.equals("t"); // as the server writes it
    }
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.equals("1") || word.equals("on") || isBeginning(word, "true", "yes")) {
      return true;
    }
    if (word.equals("0") || word.equals("of") || isBeginning(word, "false", "no", "off")) {
      return false;
    }
    throw new IllegalArgumentException("it is neither true nor false");
  }

  private static boolean isBeginning(String word, String... words) {
    for (String whole : words) {
      if (!word.isEmpty() && !word.equals("o") && whole.startsWith(word)) {
        return true;
      }
    }
    return false;
  }

  private static String versionedText(WireReader in) {
    int version = in.int8("version");
    if (version != JSON_VERSION) {
      throw in.fault("version", "is " + version, 0);
    }
    return Texts.rest(in);
  }

  /** Prints the bytes of other than ASCII in octal, as servers do from version 16 on. */
  private static String singleByte(WireReader in) {
    int value = in.int8("value") & 0xFF;
    if (value == 0) {
      return "";
    }
    return value < 0x80 ? Character.toString(value) : "\\" + Integer.toOctalString(value);
  }

  private static Object parseUuid(String text) {
    String digits = text.strip().replaceAll("[{}-]", "");
    if (!UUID_TEXT.matcher(digits).matches()) {
      throw new IllegalArgumentException("it is not 32 hexadecimal digits");
    }
    return new UUID(
        Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16));
  }

  private static Object parseBytes(String text) {
    if (text.startsWith("\\x")) {
      return Bytes.wrap(HexFormat.of().parseHex(text.substring(2).replaceAll("\\s+", "")));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\\') {
        bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      } else if (text.startsWith("\\", i + 1)) {
        bytes.write('\\');
        i += 1;
      } else if (OCTAL.matcher(text).region(i + 1, Math.min(i + 4, text.length())).matches()) {
        bytes.write(Integer.parseInt(text, i + 1, i + 4, 8));
        i += 3;
      } else {
        throw new IllegalArgumentException("it has a stray backslash at " + i);
      }
    }
    return Bytes.wrap(bytes.toByteArray());
  }
}
