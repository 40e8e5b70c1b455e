package dev.postgreswire.report;

import dev.postgreswire.message.Bind;
import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.DataRow;
import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Describe;
import dev.postgreswire.message.Execute;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.Oid;
import dev.postgreswire.message.ParameterDescription;
import dev.postgreswire.message.Parse;
import dev.postgreswire.message.Query;
import dev.postgreswire.message.RowDescription;
import dev.postgreswire.message.SqlSecrets;
import dev.postgreswire.message.Target;
import dev.postgreswire.type.TypedValue;
import dev.postgreswire.type.Values;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Field;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names and types of parameters and columns on one connection, which other messages tell: a row
 * is described long before it comes.
 */
final class PageValues {
  private static final int MOST_STATEMENTS = 1000;
  private static final int LONGEST_SQL = 20_000;

  private final Map<String, Prepared> statements = bounded();
  private final Map<String, Bound> portals = bounded();
  private final Deque<Asked> asked = new ArrayDeque<>();
  private List<ColumnDescription> columns = List.of();
  private Bind bind;
  private List<Oid> parameterTypes = List.of();
  private DecodingContext context = DecodingContext.initial();

  /** What is known of a prepared statement. */
  private static final class Prepared {
    private String sql = "";
    private List<Oid> parameterTypes = List.of();
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
  void take(Message message, DecodingContext now) {
    context = now;
    switch (message.type()) {
      case PARSE -> parse((Parse) message);
      case BIND -> bind((Bind) message);
      case DESCRIBE -> describe((Describe) message);
      case EXECUTE -> execute((Execute) message);
      case QUERY, FUNCTION_CALL, SYNC -> asked.add(new Asked(message, new Prepared(), null));
      case PARAMETER_DESCRIPTION -> described((ParameterDescription) message);
      case ROW_DESCRIPTION -> described(((RowDescription) message).columns());
      case NO_DATA -> described(List.of());
      case DATA_ROW -> beginRows();
      case COMMAND_COMPLETE, PORTAL_SUSPENDED, EMPTY_QUERY_RESPONSE -> executed();
      case READY_FOR_QUERY -> ready();
      default -> {}
    }
  }

  private void parse(Parse parse) {
    Prepared prepared = new Prepared();
    prepared.sql = masked(parse.query());
    prepared.parameterTypes = parse.parameterTypes();
    statements.put(parse.statement(), prepared);
  }

  private void bind(Bind message) {
    Prepared prepared = statement(message.statement());
    portals.put(message.portal(), new Bound(prepared, message));
    parameterTypes = prepared.parameterTypes;
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

  private void described(ParameterDescription description) {
    Asked head = asked.peek();
    if (head != null && head.request() instanceof Describe) {
      head.statement().parameterTypes = description.parameterTypes();
    }
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

  /** Returns the SQL that a message is about, with passwords masked; empty when unknown. */
  String sql(Message message) {
    if (message instanceof Query query) {
      return masked(query.query());
    }
    if (message instanceof Parse parse) {
      return masked(parse.query());
    }
    if (message instanceof Bind parameters) {
      return statement(parameters.statement()).sql;
    }
    if (message instanceof Execute execute && portals.containsKey(execute.portal())) {
      return portals.get(execute.portal()).statement().sql;
    }
    return "";
  }

  private static String masked(String sql) {
    String masked = SqlSecrets.mask(sql);
    return masked.length() <= LONGEST_SQL ? masked : masked.substring(0, LONGEST_SQL) + "…";
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
    Optional<Bytes> bytes = value.map(Bytes.class::cast);
    if (message instanceof DataRow) {
      return Optional.of(Values.decode(columnType(index), columnFormat(index), bytes, charset()));
    }
    if (message instanceof Bind parameters) {
      Format format = parameters.parameterFormat(index);
      return Optional.of(Values.decode(parameterType(index), format, bytes, charset()));
    }
    return Optional.empty();
  }

  private Charset charset() {
    return context.charset();
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

  private Oid parameterType(int index) {
    return index < parameterTypes.size() ? parameterTypes.get(index) : Oid.UNSPECIFIED;
  }
}
