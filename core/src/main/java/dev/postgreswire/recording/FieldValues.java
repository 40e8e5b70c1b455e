package dev.postgreswire.recording;

import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageType;
import dev.postgreswire.message.Oid;
import dev.postgreswire.message.Secrets;
import dev.postgreswire.message.SqlSecrets;
import dev.postgreswire.message.Target;
import dev.postgreswire.message.TransactionStatus;
import dev.postgreswire.type.TypedValue;
import dev.postgreswire.type.Values;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The values of fields as a filter compares them: numbers and text, secrets masked. */
final class FieldValues {
  private static final int MOST_HEX = 256;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\x00-\\x08\\x0e-\\x1f\\ufffd]");

  private FieldValues() {}

  /** Returns the value of a field, with a mask in the place of a secret. */
  static Object masked(Message message, Field field, List<Field> all) {
    if (isSecret(message, field, all)) {
      return Secrets.MASK;
    }
    Object value = of(field.value());
    return value instanceof String text && mayHoldPassword(message.type())
        ? SqlSecrets.mask(text)
        : value;
  }

  /** Of data in which only parts are known to be secrets nothing is told but by those parts. */
  private static boolean isSecret(Message message, Field field, List<Field> all) {
    return Secrets.isSecret(message, field)
        || all.stream()
            .anyMatch(
                other ->
                    Secrets.isSecret(message, other)
                        && field.offset() < other.offset() + other.length()
                        && other.offset() < field.offset() + field.length()
                        && other.length() < field.length());
  }

  private static boolean mayHoldPassword(MessageType type) {
    return switch (type) {
      case QUERY, PARSE, ERROR_RESPONSE, NOTICE_RESPONSE, LEGACY_ERROR_RESPONSE, UNDECODED -> true;
      default -> false;
    };
  }

  static TypedValue column(ColumnDescription column, Optional<?> value, RecordedMessage recorded) {
    return Values.decode(
        column.typeOid(),
        column.format(),
        value.map(Bytes.class::cast),
        recorded.context().charset());
  }

  static Object of(TypedValue value) {
    return value.value() instanceof Number number ? number : value.text();
  }

  static Object of(Object value) {
    if (value instanceof Number number) {
      return number;
    }
    if (value instanceof Oid oid) {
      return oid.unsigned();
    }
    if (value instanceof Format format) {
      return format.code();
    }
    if (value instanceof TransactionStatus status) {
      return String.valueOf(status.code());
    }
    if (value instanceof Target target) {
      return String.valueOf(target.code());
    }
    if (value instanceof Optional<?> some) {
      return some.isEmpty() ? "NULL" : of(some.get());
    }
    return value instanceof Bytes bytes ? text(bytes) : String.valueOf(value);
  }

  /** Returns bytes as text if they are text, else in hexadecimal. */
  private static String text(Bytes bytes) {
    String text = bytes.toString(StandardCharsets.UTF_8);
    if (!UNPRINTABLE.matcher(text).find()) {
      return text;
    }
    String hex = bytes.slice(0, Math.min(MOST_HEX, bytes.length())).toHex();
    return "\\x" + hex + (bytes.length() > MOST_HEX ? "…" : "");
  }
}
