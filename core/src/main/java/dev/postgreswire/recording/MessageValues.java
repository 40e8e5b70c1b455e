package dev.postgreswire.recording;

import dev.postgreswire.message.Bind;
import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.DataRow;
import dev.postgreswire.message.Diagnostic;
import dev.postgreswire.message.ErrorResponse;
import dev.postgreswire.message.LegacyErrorResponse;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.recording.filter.Filter;
import dev.postgreswire.type.TypedValue;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The values of a message by the names of {@code filter-fields.tsv}, secrets masked. */
final class MessageValues implements Filter.Values {
  private static final Pattern INDEX = Pattern.compile("\\[\\d+\\]");
  private static final Pattern ELEMENT = Pattern.compile("[a-zA-Z]+\\[(\\d+)\\](\\.value)?");

  private final MessageFacts facts;
  private final RecordedMessage recorded;
  private final Message message;
  private List<Field> fields;

  MessageValues(MessageFacts facts) {
    this.facts = facts;
    this.recorded = facts.message();
    this.message = recorded.message();
  }

  @Override
  public List<Object> get(String source) {
    return switch (source) {
      case "conn" -> List.of(recorded.connectionId());
      case "exchange" -> List.of(facts.exchange());
      case "index" -> List.of(recorded.index());
      case "dir" -> List.of(String.valueOf(recorded.direction().symbol()));
      case "type" -> List.of(type());
      case "phase" -> List.of(recorded.phase().name());
      case "len" -> List.of(recorded.length());
      case "time" -> List.of(seconds(facts.elapsed()));
      case "delta" -> list(facts.delta().map(MessageValues::seconds));
      case "rtt" -> list(facts.roundTrip().map(MessageValues::seconds));
      case "sql" -> list(facts.sql());
      case "param" -> facts.parameters().stream().map(FieldValues::of).toList();
      case "sqlstate" -> list(facts.sqlState().map(Object::toString));
      case "tag" -> list(facts.tag().map(Object::toString));
      case "status" -> list(facts.status().map(FieldValues::of));
      case "error" -> isError() ? List.of("true") : List.of();
      case "thread" -> known(recorded.caller().thread());
      case "caller" -> known(recorded.caller().frame());
      case "text" -> text();
      default -> field(source);
    };
  }

  private static List<Object> known(String text) {
    return text.isEmpty() ? List.of() : List.of(text);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static List<Object> list(Optional<?> value) {
    return value.<List<Object>>map(List::of).orElse(List.of());
  }

  private String type() {
    return message.type().protocolName();
  }

  private boolean isError() {
    return message instanceof ErrorResponse || message instanceof LegacyErrorResponse;
  }

  private List<Field> fields() {
    if (fields == null) {
      fields = recorded.fields();
    }
    return fields;
  }

  private List<Object> text() {
    Stream<Object> values =
        fields().stream().filter(MessageValues::isTelling).flatMap(field -> value(field).stream());
    return Stream.concat(Stream.of(type()), values).toList();
  }

  /** What every message has, and what only says where something ends, nobody looks for. */
  private static boolean isTelling(Field field) {
    return switch (field.name()) {
      case "type", "length", "terminator" -> false;
      default -> !field.name().endsWith("Count");
    };
  }

  private List<Object> field(String source) {
    int dot = source.indexOf('.');
    if (dot < 0 || !source.substring(0, dot).equals(type())) {
      return List.of();
    }
    int hash = source.indexOf('#');
    String path = source.substring(dot + 1, hash < 0 ? source.length() : hash);
    List<Object> found = new ArrayList<>();
    for (Field field : fields()) {
      if (path.equals(INDEX.matcher(field.name()).replaceAll("")) || path.equals(label(field))) {
        (hash < 0 ? value(field) : part(field, source.substring(hash + 1))).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Returns what the message itself, or one before it, calls a field; else the empty string. */
  private String label(Field field) {
    Matcher element = ELEMENT.matcher(field.name());
    if (!element.matches()) {
      return "";
    }
    int index = Integer.parseInt(element.group(1));
    boolean isValue = element.group(2) != null;
    if (isValue && message instanceof Diagnostic diagnostic) {
      return diagnostic.fields().get(index).name();
    }
    if (isValue && message instanceof StartupMessage startup) {
      return startup.parameters().get(index).name();
    }
    List<ColumnDescription> columns = facts.columns();
    return message instanceof DataRow && index < columns.size() ? columns.get(index).name() : "";
  }

  private Optional<Object> value(Field field) {
    return Optional.of(
        typed(field)
            .map(FieldValues::of)
            .orElseGet(() -> FieldValues.masked(message, field, fields())));
  }

  /** Returns a parameter or a column by its type, as far as that is known. */
  private Optional<TypedValue> typed(Field field) {
    if (!(field.value() instanceof Optional<?> value)) {
      return Optional.empty();
    }
    Matcher element = ELEMENT.matcher(field.name());
    if (!element.matches()) {
      return Optional.empty();
    }
    int index = Integer.parseInt(element.group(1));
    if (message instanceof Bind && index < facts.parameters().size()) {
      return Optional.of(facts.parameters().get(index));
    }
    return message instanceof DataRow && index < facts.columns().size()
        ? Optional.of(FieldValues.column(facts.columns().get(index), value, recorded))
        : Optional.empty();
  }

  private static Optional<Object> part(Field field, String part) {
    if (field.value() instanceof ProtocolVersion version) {
      return Optional.of(part.equals("major") ? version.major() : version.minor());
    }
    if (field.value() instanceof Optional<?> value) {
      return Optional.of(value.map(bytes -> ((Bytes) bytes).length()).orElse(-1));
    }
    return part.equals("length") ? Optional.of(field.length()) : Optional.empty();
  }
}
