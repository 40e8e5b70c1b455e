package dev.postgreswire.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** All that a page says, its data unpacked. */
final class PagePayload {
  private PagePayload() {}

  /** Returns the page, followed by what its scripts unpack, bytes as ISO 8859-1. */
  static String of(String html) throws IOException {
    return html + part(html, "facts", StandardCharsets.UTF_8) + messages(html);
  }

  static String facts(String html) throws IOException {
    return part(html, "facts", StandardCharsets.UTF_8);
  }

  static String messages(String html) throws IOException {
    return part(html, "messages", StandardCharsets.ISO_8859_1);
  }

  private static String part(String html, String id, Charset charset) throws IOException {
    Pattern element = Pattern.compile("<script type=\"text/plain\" id=\"" + id + "\">([^<]*)<");
    Matcher matcher = element.matcher(html);
    if (!matcher.find()) {
      throw new AssertionError("there is no " + id);
    }
    byte[] zipped = Base64.getDecoder().decode(matcher.group(1));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return new String(in.readAllBytes(), charset);
    }
  }
}
