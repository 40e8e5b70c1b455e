package dev.postgreswire.report;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageDecoder;
import dev.postgreswire.message.Secrets;
import dev.postgreswire.message.SqlSecrets;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Overwrites what is secret in frames with asterisks, byte by byte, so that all lengths stay. It
 * follows a connection as far as it must to know what a {@code p} is.
 */
final class PlaintextMask {
  private static final byte STAR = '*';

  private DecodingContext context = DecodingContext.initial();

  /** Overwrites the secrets in the bytes of {@code frame}, which are {@code bytes}. */
  void mask(Frame frame, byte[] bytes) {
    Message message = MessageDecoder.decode(frame, context);
    List<Field> fields = MessageDecoder.fields(frame, context);
    context = context.after(message);
    for (Field field : fields) {
      if (Secrets.isSecret(message, field) && !hasSecretWithin(message, field, fields)) {
        secret(field, bytes);
      }
    }
    switch (message.type()) {
      case QUERY, PARSE, ERROR_RESPONSE, NOTICE_RESPONSE ->
          fields.stream()
              .filter(field -> field.value() instanceof String)
              .forEach(field -> sql(bytes, field.offset(), field.offset() + field.length()));
      case UNDECODED -> sql(bytes, Math.min(frame.headerSize(), bytes.length), bytes.length);
      default -> {}
    }
  }

  private static boolean hasSecretWithin(Message message, Field outer, List<Field> fields) {
    int end = outer.offset() + outer.length();
    return fields.stream()
        .anyMatch(
            field ->
                !field.equals(outer)
                    && field.offset() >= outer.offset()
                    && field.offset() + field.length() <= end
                    && Secrets.isSecret(message, field));
  }

  /** Neither the NUL after a text is overwritten nor the length before a value. */
  private static void secret(Field field, byte[] bytes) {
    int from = field.offset();
    int end = from + field.length();
    if (field.value() instanceof Optional<?>) {
      from += 4;
    } else if (field.value() instanceof String && end > from && bytes[end - 1] == 0) {
      end--;
    }
    Arrays.fill(bytes, from, end, STAR);
  }

  private static void sql(byte[] bytes, int from, int end) {
    String text = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    String masked = SqlSecrets.maskInPlace(text);
    if (!masked.equals(text)) {
      Bytes.of(masked, StandardCharsets.ISO_8859_1).copyTo(bytes, from);
    }
  }

  /**
   * Returns whether a frame may hold secrets, or says what others are.
   *
   * @param type its first byte, which is the type of a message
   */
  static boolean isToBeRead(Direction direction, FrameKind kind, int type) {
    if (kind != FrameKind.MESSAGE) {
      return kind == FrameKind.STARTUP || kind == FrameKind.LEGACY_ERROR;
    }
    return switch (direction) {
      case FRONTEND -> "pQP".indexOf(type) >= 0;
      case BACKEND -> "RKSEN".indexOf(type) >= 0;
    };
  }
}
