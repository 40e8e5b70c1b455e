package dev.postgreswire.report;

import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.CommandTag;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageType;
import dev.postgreswire.message.Oid;
import dev.postgreswire.message.Target;
import dev.postgreswire.message.TransactionStatus;
import dev.postgreswire.recording.MessageFacts;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.type.TypedValue;
import dev.postgreswire.type.Values;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.FrameKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the page shows the fields of one message. */
final class PageFields {
  /** Fields beyond it are one field, so that a message of a million of them does no harm. */
  static final int MOST_FIELDS = 2000;

  private static final int LONGEST_TEXT = 4000;

  private final MessageFacts facts;
  private final RecordedMessage recorded;
  private final Message message;
  private final List<Field> all;
  private final List<Field> fields;
  private final PageLabels labels;
  private final List<Field> traced;

  PageFields(MessageFacts facts, Message message, List<Field> all) {
    this.facts = facts;
    this.recorded = facts.message();
    this.message = message;
    this.all = all;
    this.fields = limited(all);
    this.labels = new PageLabels(message, facts.columns());
    this.traced =
        new TraceFields(
                TraceOptions.STRICT, new StringBuilder(), facts.message().frame(), message, fields)
            .printed();
  }

  private static List<Field> limited(List<Field> all) {
    if (all.size() <= MOST_FIELDS) {
      return all;
    }
    List<Field> fields = new ArrayList<>(all.subList(0, MOST_FIELDS));
    int from = fields.stream().mapToInt(PageFields::end).max().orElse(0);
    int end = all.stream().mapToInt(PageFields::end).max().orElse(0);
    String name = "and " + (all.size() - MOST_FIELDS) + " more fields";
    fields.add(new Field(name, from, end - from, Bytes.EMPTY));
    return fields;
  }

  private static int end(Field field) {
    return field.offset() + field.length();
  }

  /** Returns the fields that are shown. */
  List<Field> fields() {
    return fields;
  }

  /** Returns what is the same for all messages of this shape. */
  List<PageField> shape() {
    List<PageField> shape = new ArrayList<>(fields.size());
    Iterator<Field> printed = traced.iterator();
    Field next = printed.hasNext() ? printed.next() : null;
    int end = 0;
    for (Field field : fields) {
      String label = labels.of(field);
      int flags = flags(field, label);
      if (field.equals(next)) {
        flags |= PageField.TRACED;
        next = printed.hasNext() ? printed.next() : null;
      }
      boolean inner = field.offset() != end;
      flags |= inner ? PageField.INNER : 0;
      shape.add(new PageField(field.name(), label, kind(field, label), flags));
      end = inner ? end : end(field);
    }
    return shape;
  }

  private int flags(Field field, String label) {
    int flags = labels.flags(field, label, recorded.frame().headerSize());
    return flags | (PageMask.isMasked(message, field, all) ? PageField.SECRET : 0);
  }

  private char kind(Field field, String label) {
    Object value = field.value();
    if (value instanceof Optional) {
      return PageField.SIZED;
    }
    if (value instanceof String || value instanceof CommandTag) {
      return labels.isSqlState(field, label) ? PageField.SQL_STATE : PageField.TEXT;
    }
    if (value instanceof Bytes || field.length() > 8) {
      return PageField.BYTES;
    }
    if (value instanceof Oid) {
      return labels.isType(field) ? PageField.TYPE_OID : PageField.UNSIGNED;
    }
    return number(field);
  }

  private char number(Field field) {
    if (recorded.frame().kind() == FrameKind.STARTUP && field.offset() == 4) {
      return PageField.VERSION;
    }
    if (message.type() == MessageType.AUTHENTICATION_SASL && field.name().equals("terminator")) {
      return PageField.END_OF_LIST;
    }
    if (field.value() instanceof Format) {
      return PageField.UNSIGNED;
    }
    if (field.value() instanceof Number number) {
      return number.longValue() < 0 ? PageField.SIGNED : PageField.UNSIGNED;
    }
    return PageField.CHARACTER;
  }

  /**
   * Returns what the bytes of {@code field} mean where the page cannot tell from its kind; null
   * where it can.
   */
  String meaning(Field field) {
    if (PageMask.isMasked(message, field, all)) {
      return null;
    }
    Object value = field.value();
    if (value instanceof String text) {
      return text(field, text);
    }
    if (value instanceof Optional<?> || value instanceof Bytes) {
      return typed(field).map(PageFields::meaning).orElse(null);
    }
    if (value instanceof TransactionStatus status) {
      return status.code() + " " + words(status);
    }
    if (value instanceof Target target) {
      return target.code() + " " + words(target);
    }
    if (value instanceof Format format) {
      return format.code() + " " + format;
    }
    return isPlain(value) ? null : String.valueOf(value);
  }

  /** Returns a parameter or a column by its type, as far as that is known. */
  private Optional<TypedValue> typed(Field field) {
    int bracket = field.name().indexOf('[');
    if (bracket < 0 || !(field.value() instanceof Optional<?> value)) {
      return Optional.empty();
    }
    int index = Integer.parseInt(field.name().substring(bracket + 1, field.name().length() - 1));
    if (message.type() == MessageType.BIND && index < facts.parameters().size()) {
      return Optional.of(facts.parameters().get(index));
    }
    return message.type() == MessageType.DATA_ROW && index < facts.columns().size()
        ? Optional.of(column(facts.columns().get(index), value.map(Bytes.class::cast)))
        : Optional.empty();
  }

  private TypedValue column(ColumnDescription column, Optional<Bytes> value) {
    return Values.decode(column.typeOid(), column.format(), value, recorded.context().charset());
  }

  private static boolean isPlain(Object value) {
    return value instanceof Number
        || value instanceof Character
        || value instanceof Oid
        || value instanceof CommandTag;
  }

  /** Returns the text, if the page could not read it from the bytes as UTF-8. */
  private String text(Field field, String text) {
    String shown = PageMask.shown(message, field, text);
    boolean asInUtf8 =
        recorded.context().charset().equals(StandardCharsets.UTF_8)
            || StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    boolean inPlace = field.length() - text.length() <= 1 || !text.isEmpty();
    return shown.equals(text) && asInUtf8 && inPlace ? null : cut(shown);
  }

  private static String meaning(TypedValue value) {
    boolean asSent = value.format().equals(Format.TEXT) && value.fault().isEmpty();
    return value.isNull() || asSent ? null : cut(value.text());
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
