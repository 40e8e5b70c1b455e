package dev.postgreswire.report;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageType;
import dev.postgreswire.message.Secrets;
import dev.postgreswire.message.SqlSecrets;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Field;
import java.nio.charset.StandardCharsets;

/** What formats write in the place of text and bytes that hold secrets. */
final class Masking {
  private Masking() {}

  /** Returns the text of a field without what is secret in it. */
  static String text(Message message, Field field, String text) {
    if (Secrets.isSecret(message, field)) {
      return Secrets.MASK;
    }
    return holdsSql(message.type()) ? SqlSecrets.mask(text) : text;
  }

  private static boolean holdsSql(MessageType type) {
    return switch (type) {
      case QUERY, PARSE, ERROR_RESPONSE, NOTICE_RESPONSE, UNDECODED -> true;
      default -> false;
    };
  }

  /** Masks passwords in what could not be decoded: it may be the beginning of a query. */
  static Bytes bytes(Message message, Bytes bytes) {
    if (message.type() != MessageType.UNDECODED) {
      return bytes;
    }
    String text = bytes.toString(StandardCharsets.ISO_8859_1);
    String masked = SqlSecrets.mask(text);
    return masked.equals(text) ? bytes : Bytes.of(masked, StandardCharsets.ISO_8859_1);
  }
}
