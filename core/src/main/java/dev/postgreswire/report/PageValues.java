package dev.postgreswire.report;

import dev.postgreswire.message.Bind;
import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.DataRow;
import dev.postgreswire.message.Describe;
import dev.postgreswire.message.Execute;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.Oid;
import dev.postgreswire.message.Parse;
import dev.postgreswire.message.RowDescription;
import dev.postgreswire.message.Target;
import dev.postgreswire.recording.MessageFacts;
import dev.postgreswire.type.TypedValue;
import dev.postgreswire.type.Values;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Field;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names and types of the columns on one connection, which other messages tell: a row is
 * described long before it comes.
 */
final class PageValues {
  private static final int MOST_STATEMENTS = 1000;

  private final Map<String, Prepared> statements = bounded();
  private final Map<String, Bound> portals = bounded();
  private final Deque<Asked> asked = new ArrayDeque<>();
  private List<ColumnDescription> columns = List.of();
  private Bind bind;
  private List<TypedValue> parameters = List.of();
  private Charset charset = StandardCharsets.UTF_8;

  /** What is known of a prepared statement. */
  private static final class Prepared {
    private List<ColumnDescription> columns = List.of();
  }

  /** What a portal was made of. */
  private record Bound(Prepared statement, Bind bind) {}

  /** What the server is still to answer: a Describe, an Execute, a Query, or a Sync. */
  private record Asked(Message request, Prepared statement, Bind bind) {}

  private static <T> Map<String, T> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
        return size() > MOST_STATEMENTS;
      }
    };
  }

  /** Takes in a message before it is shown: a Bind itself tells which parameters it has. */
  void take(Message message, MessageFacts facts) {
    parameters = facts.parameters();
    charset = facts.message().context().charset();
    switch (message.type()) {
      case PARSE -> statements.put(((Parse) message).statement(), new Prepared());
      case BIND -> bind((Bind) message);
      case DESCRIBE -> describe((Describe) message);
      case EXECUTE -> execute((Execute) message);
      case QUERY, FUNCTION_CALL, SYNC -> asked.add(new Asked(message, new Prepared(), null));
      case ROW_DESCRIPTION -> described(((RowDescription) message).columns());
      case NO_DATA -> described(List.of());
      case DATA_ROW -> beginRows();
      case COMMAND_COMPLETE, PORTAL_SUSPENDED, EMPTY_QUERY_RESPONSE -> executed();
      case READY_FOR_QUERY -> ready();
      default -> {}
    }
  }

  private void bind(Bind message) {
    portals.put(message.portal(), new Bound(statement(message.statement()), message));
  }

  private Prepared statement(String name) {
    return statements.computeIfAbsent(name, absent -> new Prepared());
  }

  private void describe(Describe describe) {
    if (describe.target() == Target.STATEMENT) {
      asked.add(new Asked(describe, statement(describe.name()), null));
    } else {
      Bound bound = portals.get(describe.name());
      asked.add(new Asked(describe, bound == null ? new Prepared() : bound.statement(), null));
    }
  }

  private void execute(Execute execute) {
    Bound bound = portals.get(execute.portal());
    asked.add(
        bound == null
            ? new Asked(execute, new Prepared(), null)
            : new Asked(execute, bound.statement(), bound.bind()));
  }

  private void described(List<ColumnDescription> description) {
    Asked head = asked.peek();
    columns = description;
    bind = null;
    if (head != null) {
      head.statement().columns = description;
      if (head.request() instanceof Describe) {
        asked.remove();
      }
    }
  }

  private void beginRows() {
    Asked head = asked.peek();
    if (head != null && head.request() instanceof Execute) {
      columns = head.statement().columns;
      bind = head.bind();
    }
  }

  private void executed() {
    if (asked.peek() != null && asked.peek().request() instanceof Execute) {
      asked.remove();
    }
  }

  /** Forgets what an error has skipped. */
  private void ready() {
    while (!asked.isEmpty()) {
      Message request = asked.remove().request();
      if (!(request instanceof Describe) && !(request instanceof Execute)) {
        return;
      }
    }
  }

  /** Returns the name of a column of the row that was taken in last. */
  Optional<String> columnName(int index) {
    return index < columns.size() ? Optional.of(columns.get(index).name()) : Optional.empty();
  }

  /** Returns the value that {@code field} of the message that was taken in last holds. */
  Optional<TypedValue> of(Message message, Field field) {
    int bracket = field.name().indexOf('[');
    if (bracket < 0 || !(field.value() instanceof Optional<?> value)) {
      return Optional.empty();
    }
    int index = Integer.parseInt(field.name().substring(bracket + 1, field.name().length() - 1));
    if (message instanceof Bind) {
      return index < parameters.size() ? Optional.of(parameters.get(index)) : Optional.empty();
    }
    if (message instanceof DataRow) {
      Optional<Bytes> bytes = value.map(Bytes.class::cast);
      return Optional.of(Values.decode(columnType(index), columnFormat(index), bytes, charset));
    }
    return Optional.empty();
  }

  private Oid columnType(int index) {
    return index < columns.size() ? columns.get(index).typeOid() : Oid.UNSPECIFIED;
  }

  /** Returns the format that Bind asked for: a statement that is described does not know it. */
  private Format columnFormat(int index) {
    if (bind != null) {
      return bind.resultFormat(index);
    }
    return index < columns.size() ? columns.get(index).format() : Format.TEXT;
  }
}
