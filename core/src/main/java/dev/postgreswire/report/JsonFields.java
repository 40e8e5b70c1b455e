package dev.postgreswire.report;

import dev.postgreswire.message.Bind;
import dev.postgreswire.message.CommandTag;
import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyResponse;
import dev.postgreswire.message.DataRow;
import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Diagnostic;
import dev.postgreswire.message.ErrorField;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.FunctionCall;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageDecoder;
import dev.postgreswire.message.MessageType;
import dev.postgreswire.message.Oid;
import dev.postgreswire.message.Secrets;
import dev.postgreswire.message.SqlSecrets;
import dev.postgreswire.message.Target;
import dev.postgreswire.message.TransactionStatus;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The {@code fields} of a message in {@link JsonLines}. */
final class JsonFields {
  private final JsonOut out;
  private final JsonTree tree;
  private final boolean unsafe;

  JsonFields(JsonOut out, boolean unsafe) {
    this.out = out;
    this.tree = new JsonTree(out);
    this.unsafe = unsafe;
  }

  void write(Frame frame, Message message, DecodingContext context) throws IOException {
    out.beginObject();
    if (message instanceof DataRow row) {
      row(row, context.charset());
    } else if (message instanceof Diagnostic diagnostic) {
      diagnostic(diagnostic);
    } else if (message instanceof CopyData data && isPlain(data, frame, context)) {
      out.key("data").textOrHex(data.data(), context.charset());
    } else if (hasFields(message.type())) {
      nested(frame, message, context);
    }
    out.endObject();
  }

  /** Messages that say all by their type are frequent, and need no list of their fields. */
  private static boolean hasFields(MessageType type) {
    return switch (type) {
      case FLUSH, SYNC, TERMINATE, COPY_DONE, EMPTY_QUERY_RESPONSE, PORTAL_SUSPENDED -> false;
      case PARSE_COMPLETE, BIND_COMPLETE, CLOSE_COMPLETE, NO_DATA -> false;
      default -> true;
    };
  }

  /** The most frequent message is written without a list of its fields, and gives the same. */
  private void row(DataRow row, Charset charset) throws IOException {
    out.key("columnCount").number(row.columns().size()).key("columns").beginArray();
    for (Optional<Bytes> column : row.columns()) {
      if (column.isEmpty()) {
        out.nothing();
      } else {
        out.textOrHex(column.get(), charset);
      }
    }
    out.endArray();
  }

  /** Returns whether the data of a CopyData is that of a COPY in text format. */
  private static boolean isPlain(CopyData data, Frame frame, DecodingContext context) {
    return !context.isCopyBinary()
        && !context.inCopyBoth()
        && !context.inBaseBackup()
        && data.data().length() == frame.bytes().length() - frame.headerSize();
  }

  private void diagnostic(Diagnostic diagnostic) throws IOException {
    Set<Character> codes = new LinkedHashSet<>();
    List<ErrorField> repeated = new ArrayList<>();
    for (ErrorField field : diagnostic.fields()) {
      if (codes.add(field.code())) {
        out.key(field.name()).string(sql(field.value()));
      } else {
        repeated.add(field);
      }
    }
    if (!repeated.isEmpty()) {
      out.key("repeated").beginArray();
      for (ErrorField field : repeated) {
        out.beginObject().key("name").string(field.name());
        out.key("value").string(sql(field.value())).endObject();
      }
      out.endArray();
    }
  }

  private String sql(String text) {
    return unsafe ? text : SqlSecrets.mask(text);
  }

  private void nested(Frame frame, Message message, DecodingContext context) throws IOException {
    List<Field> fields = MessageDecoder.fields(frame, context);
    String list = terminatedList(message.type());
    boolean empty = !list.isEmpty();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      empty &= !field.name().startsWith(list);
      if (!isSaid(field, frame, message) && !isContainer(fields, i)) {
        tree.leaf(field.name());
        value(field, message, context);
        emptyList(field, message);
      }
    }
    tree.end();
    if (empty) {
      out.key(list).beginArray().endArray();
    }
  }

  /** Returns the list that has no count before it; empty when there is none. */
  private static String terminatedList(MessageType type) {
    return switch (type) {
      case STARTUP_MESSAGE -> "parameters";
      case AUTHENTICATION_SASL -> "mechanisms";
      default -> "";
    };
  }

  /** Returns whether the line says it already, or it only ends a list. */
  private static boolean isSaid(Field field, Frame frame, Message message) {
    String name = field.name();
    if (message.type() == MessageType.UNDECODED) {
      return false;
    }
    return (name.equals("type") && field.offset() == 0)
        || (name.equals("length") && field.offset() < frame.headerSize())
        || name.equals("terminator");
  }

  /** Returns whether the next fields lie within it: then they are written instead. */
  private static boolean isContainer(List<Field> fields, int index) {
    return index + 1 < fields.size()
        && fields.get(index + 1).name().startsWith(fields.get(index).name() + ".");
  }

  /** Writes the list that has no elements, after its count. */
  private void emptyList(Field field, Message message) throws IOException {
    String count = field.name().substring(field.name().lastIndexOf('.') + 1);
    if (count.endsWith("Count") && field.value().equals(0)) {
      String one = count.substring(0, count.length() - "Count".length());
      out.key(message instanceof CopyResponse ? "columnFormats" : one + "s");
      out.beginArray().endArray();
    }
  }

  private void value(Field field, Message message, DecodingContext context) throws IOException {
    Object value = field.value() instanceof Optional<?> held ? held.orElse(null) : field.value();
    if (value == null) {
      out.nothing();
    } else if (!unsafe && Secrets.isSecret(message, field)) {
      out.string(Secrets.MASK);
    } else if (value instanceof Bytes bytes) {
      bytes(field, unsafe ? bytes : Masking.bytes(message, bytes), message, context);
    } else if (value instanceof String text) {
      out.string(unsafe ? text : Masking.text(message, field, text));
    } else {
      scalar(value);
    }
  }

  private void bytes(Field field, Bytes bytes, Message message, DecodingContext context)
      throws IOException {
    if (isBinary(field, message, context)) {
      out.hex(bytes);
    } else {
      out.textOrHex(bytes, context.charset());
    }
  }

  /** Returns whether a value is never text, or is said not to be. */
  private static boolean isBinary(Field field, Message message, DecodingContext context) {
    String name = field.name();
    return switch (message.type()) {
      case CANCEL_REQUEST, BACKEND_KEY_DATA, AUTHENTICATION_MD5_PASSWORD -> true;
      case TLS_RECORD, GSS_PACKET, GSS_RESPONSE, AUTHENTICATION_GSS_CONTINUE -> true;
      case SASL_INITIAL_RESPONSE, SASL_RESPONSE -> !name.equals("data");
      case AUTHENTICATION_SASL_CONTINUE, AUTHENTICATION_SASL_FINAL -> !name.equals("data");
      case COPY_DATA -> context.isCopyBinary();
      case BIND -> ((Bind) message).parameterFormat(JsonTree.index(name)).isBinary();
      case FUNCTION_CALL ->
          ((FunctionCall) message).argumentFormat(JsonTree.index(name)).isBinary();
      default -> false;
    };
  }

  private void scalar(Object value) throws IOException {
    if (value instanceof Integer || value instanceof Long) {
      out.number(((Number) value).longValue());
    } else if (value instanceof Oid oid) {
      out.number(Integer.toUnsignedLong(oid.value()));
    } else if (value instanceof Boolean flag) {
      out.bool(flag);
    } else if (value instanceof CommandTag tag) {
      out.string(tag.text());
    } else if (value instanceof Target target) {
      out.string(String.valueOf(target.code()));
    } else if (value instanceof TransactionStatus status) {
      out.string(String.valueOf(status.code()));
    } else if (value instanceof Format format && format.code() > 1) {
      out.number(format.code());
    } else {
      // What a person reads: a version 3.2, a place in the log 16/B374D848, a time in ISO 8601.
      out.string(value.toString());
    }
  }
}
