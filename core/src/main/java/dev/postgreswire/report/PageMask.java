package dev.postgreswire.report;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.Secrets;
import dev.postgreswire.message.SqlSecrets;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of a frame with an asterisk for every byte of a secret, so that lengths stay and the
 * fields are where they were.
 */
final class PageMask {
  private static final byte STAR = '*';

  private PageMask() {}

  static byte[] mask(Frame frame, Message message, List<Field> fields, Charset charset) {
    byte[] bytes = frame.bytes().toByteArray();
    for (Field field : fields) {
      if (isMasked(message, field, fields)) {
        int start = field.offset() + sizeBytes(field);
        Arrays.fill(bytes, start, field.offset() + field.length() - terminator(field), STAR);
      } else if (mayHoldPassword(message, field)) {
        maskPasswords(bytes, field, charset);
      }
    }
    return bytes;
  }

  /** Returns whether {@code field} is a secret, and not one of which only parts inside are. */
  static boolean isMasked(Message message, Field field, List<Field> fields) {
    return Secrets.isSecret(message, field)
        && fields.stream()
            .noneMatch(inner -> isWithin(inner, field) && Secrets.isSecret(message, inner));
  }

  private static boolean isWithin(Field inner, Field outer) {
    return inner.length() < outer.length()
        && inner.offset() >= outer.offset()
        && inner.offset() + inner.length() <= outer.offset() + outer.length();
  }

  private static int sizeBytes(Field field) {
    return field.value() instanceof Optional<?> ? Math.min(4, field.length()) : 0;
  }

  private static int terminator(Field field) {
    return field.value() instanceof String && field.name().equals("password") ? 1 : 0;
  }

  /** Returns whether {@code field} is text that may be SQL, or bytes that may be anything. */
  static boolean mayHoldPassword(Message message, Field field) {
    return switch (message.type()) {
      case QUERY, PARSE, ERROR_RESPONSE, NOTICE_RESPONSE, LEGACY_ERROR_RESPONSE ->
          field.value() instanceof String;
      case UNDECODED -> field.value() instanceof String || field.value() instanceof Bytes;
      default -> false;
    };
  }

  /** Returns {@code text} as it may be shown. */
  static String shown(Message message, Field field, String text) {
    return mayHoldPassword(message, field) ? SqlSecrets.mask(text) : text;
  }

  /**
   * Overwrites from the first password to the end of the last: what lies between two of them is
   * masked too, for nobody can tell from the masked text where one ends that looks like the next.
   */
  private static void maskPasswords(byte[] bytes, Field field, Charset charset) {
    String text = new String(bytes, field.offset(), field.length(), StandardCharsets.ISO_8859_1);
    String masked = SqlSecrets.mask(text);
    if (field.value() instanceof String sql && !charset.equals(StandardCharsets.UTF_8)) {
      // A byte that looks like a quote may be the half of a character: all or nothing.
      if (!masked.equals(text) || !SqlSecrets.mask(sql).equals(sql)) {
        Arrays.fill(bytes, field.offset(), field.offset() + field.length() - 1, STAR);
      }
      return;
    }
    if (masked.equals(text)) {
      return;
    }
    int before = masked.indexOf(Secrets.MASK);
    int after = masked.length() - masked.lastIndexOf(Secrets.MASK) - Secrets.MASK.length();
    Arrays.fill(bytes, field.offset() + before, field.offset() + field.length() - after, STAR);
  }
}
