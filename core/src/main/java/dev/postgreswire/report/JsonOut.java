package dev.postgreswire.report;

import dev.postgreswire.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** Writes JSON (RFC 8259), commas included. */
final class JsonOut {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(java.time.ZoneOffset.UTC);

  private final Utf8Out out;
  private final Map<String, byte[]> names = new HashMap<>();
  private boolean comma;
  private long second = Long.MIN_VALUE;
  private byte[] secondText = {};

  JsonOut(Utf8Out out) {
    this.out = out;
  }

  JsonOut beginObject() throws IOException {
    return open('{');
  }

  JsonOut endObject() throws IOException {
    return close('}');
  }

  JsonOut beginArray() throws IOException {
    return open('[');
  }

  JsonOut endArray() throws IOException {
    return close(']');
  }

  void endLine() throws IOException {
    out.put('\n');
    comma = false;
  }

  private JsonOut open(char bracket) throws IOException {
    element();
    out.put(bracket);
    comma = false;
    return this;
  }

  private JsonOut close(char bracket) throws IOException {
    out.put(bracket);
    comma = true;
    return this;
  }

  private void element() throws IOException {
    if (comma) {
      out.put(',');
    }
    comma = true;
  }

  JsonOut key(String name) throws IOException {
    element();
    out.put(quoted(name));
    out.put(':');
    comma = false;
    return this;
  }

  /** Writes one of a few texts, such as the name of a message. */
  JsonOut name(String text) throws IOException {
    element();
    out.put(quoted(text));
    return this;
  }

  /** Names come again and again, so they are made into bytes once. */
  private byte[] quoted(String name) throws IOException {
    byte[] known = names.get(name);
    if (known == null) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Utf8Out text = new Utf8Out(bytes);
      new JsonOut(text).string(name);
      text.flush();
      known = bytes.toByteArray();
      names.put(name, known);
    }
    return known;
  }

  JsonOut string(String text) throws IOException {
    element();
    out.put('"');
    int length = text.length();
    for (int i = 0; i < length; i++) {
      character(text.charAt(i));
    }
    out.put('"');
    return this;
  }

  JsonOut number(long value) throws IOException {
    element();
    out.number(value);
    return this;
  }

  JsonOut bool(boolean value) throws IOException {
    return literal(value ? "true" : "false");
  }

  JsonOut nothing() throws IOException {
    return literal("null");
  }

  private JsonOut literal(String text) throws IOException {
    element();
    out.append(text);
    return this;
  }

  /** Writes a time in ISO 8601, always with nanoseconds, so that times sort as text. */
  JsonOut time(Instant time) throws IOException {
    element();
    if (time.getEpochSecond() != second) {
      second = time.getEpochSecond();
      secondText = SECONDS.format(time).getBytes(StandardCharsets.US_ASCII);
    }
    out.put('"');
    out.put(secondText);
    out.digits(time.getNano(), 9);
    out.put('Z');
    out.put('"');
    return this;
  }

  /** Writes bytes as {@code {"hex":"…"}}. */
  JsonOut hex(Bytes bytes) throws IOException {
    beginObject().key("hex");
    out.put('"');
    for (int i = 0; i < bytes.length(); i++) {
      out.hex(bytes.get(i));
    }
    out.put('"');
    comma = true;
    return endObject();
  }

  /**
   * Writes bytes as a string where they are text in {@code charset}, else in hexadecimal. Control
   * characters other than tab and line breaks are in no text, a NUL least of all.
   */
  JsonOut textOrHex(Bytes bytes, Charset charset) throws IOException {
    int plain = plainAscii(bytes);
    if (plain == bytes.length() && charset.equals(StandardCharsets.UTF_8)) {
      return ascii(bytes);
    }
    if (plain < bytes.length() && isControl(bytes.unsigned(plain))) {
      return hex(bytes);
    }
    String text = bytes.toString(charset);
    boolean same = Bytes.of(text, charset).equals(bytes);
    return same && text.chars().noneMatch(JsonOut::isControl) ? string(text) : hex(bytes);
  }

  /** Returns where the first byte is that is not a character of ASCII that may be in a text. */
  private static int plainAscii(Bytes bytes) {
    int i = PlainText.end(bytes, 0);
    while (i < bytes.length() && bytes.get(i) >= 0 && !isControl(bytes.get(i))) {
      i = PlainText.end(bytes, i + 1);
    }
    return i;
  }

  private static boolean isControl(int character) {
    return character < ' ' ? "\t\n\r".indexOf(character) < 0 : character == 0x7F;
  }

  private JsonOut ascii(Bytes bytes) throws IOException {
    element();
    out.put('"');
    int from = 0;
    for (int end = PlainText.end(bytes, 0); end < bytes.length(); ) {
      out.put(bytes, from, end);
      character((char) bytes.get(end));
      from = end + 1;
      end = PlainText.end(bytes, from);
    }
    out.put(bytes, from, bytes.length());
    out.put('"');
    return this;
  }

  private void character(char character) throws IOException {
    if (character >= 0x80) {
      out.append(character);
    } else if (character >= ' ' && character != '"' && character != '\\') {
      out.put(character);
    } else {
      escape(character);
    }
  }

  private void escape(char character) throws IOException {
    out.put('\\');
    switch (character) {
      case '"', '\\' -> out.put(character);
      case '\t' -> out.put('t');
      case '\n' -> out.put('n');
      case '\r' -> out.put('r');
      default -> {
        out.append("u00");
        out.hex(character);
      }
    }
  }
}
