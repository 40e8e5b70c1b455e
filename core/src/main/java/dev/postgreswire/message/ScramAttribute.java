package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * An attribute of a SCRAM message that no RFC names.
 *
 * @param name its letter
 * @param value its value
 */
public record ScramAttribute(char name, String value) {
  static void encodeAll(WireWriter out, List<ScramAttribute> attributes) {
    attributes.forEach(attribute -> text(out, "," + attribute.name + "=" + attribute.value));
  }

  static void text(WireWriter out, String text) {
    out.bytes(Bytes.of(text, StandardCharsets.UTF_8));
  }

  static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
