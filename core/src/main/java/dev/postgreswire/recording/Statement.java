package dev.postgreswire.recording;

import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.CommandTag;
import dev.postgreswire.message.DataRow;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.SqlSecrets;
import dev.postgreswire.type.TypedValue;
import dev.postgreswire.type.Values;
import dev.postgreswire.wire.Bytes;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.RandomAccess;

/**
 * The execution of a statement: of one statement of a Query, or of a portal by Execute. Further
 * Executes of the same suspended portal are no new statement: they continue this one.
 */
public final class Statement {
  private final OpenStatement open;
  private final Outcome outcome;
  private final List<ColumnDescription> columns;
  private final List<TypedValue> parameters;
  private final Optional<Copy> copy;
  private final OriginRules.Verdict verdict;

  /** What became of a statement. */
  public enum Outcome {
    /** The server has completed it. */
    COMPLETED,
    /** It ended in an error: its own, or that of the Parse or Bind it needs. */
    FAILED,
    /** The server never got to it, because of an error before it in the same pipeline or query. */
    SKIPPED,
    /** It gave as many rows as were asked for, and has not been asked for more. */
    SUSPENDED,
    /**
     * The server said it was complete, and then the implicit transaction that it was in failed: its
     * work is undone.
     */
    TAKEN_BACK,
    /** There is no answer yet, or there never was one. */
    PENDING
  }

  Statement(OpenStatement open) {
    this.open = open;
    this.outcome = open.outcome;
    this.columns = List.copyOf(open.columns());
    this.parameters = List.copyOf(open.parameters());
    this.copy =
        Optional.ofNullable(open.copy)
            .map(c -> new Copy(c, open.messages, Optional.ofNullable(open.error)));
    this.verdict = OriginRules.judge(open);
  }

  /** Returns the number of its connection. */
  public int connectionId() {
    return open.messages.connectionId();
  }

  /**
   * Returns the SQL as it went over the wire, passwords included; that of its Parse however long
   * ago it came. Of a Query of several statements it is its own part when they can be told apart,
   * else all. Empty when the Parse was not seen.
   */
  public String sql() {
    return open.sql;
  }

  /** Returns the SQL with passwords in it masked, which is what may be shown. */
  public String maskedSql() {
    return SqlSecrets.mask(open.sql);
  }

  /** Returns what it was by the server's tag, such as {@code INSERT} or {@code CREATE TABLE}. */
  public Optional<String> command() {
    return tag().map(CommandTag::command);
  }

  /** Returns the server's tag; that of the last Execute when there were several. */
  public Optional<CommandTag> tag() {
    return Optional.ofNullable(open.tag);
  }

  /**
   * Returns the parameters that were bound, with the types of Parse or else of
   * ParameterDescription; none in a simple query.
   */
  public List<TypedValue> parameters() {
    return parameters;
  }

  /** Returns the columns of its rows; empty when it has none or nobody described them. */
  public List<ColumnDescription> columns() {
    return columns;
  }

  /**
   * Returns the rows in the order they came, decoded when they are asked for. A row that a memory
   * limit cut is empty.
   */
  public List<List<TypedValue>> rows() {
    return new Rows();
  }

  /** Returns how many rows came over the wire, of all its fetches. */
  public long returnedRows() {
    return open.rows.size();
  }

  /** Returns the count in the tag; of a query that was fetched in parts, that of the last one. */
  public OptionalLong affectedRows() {
    return open.tag == null ? OptionalLong.empty() : open.tag.rows();
  }

  /** Returns how many rows the first Execute asked for at most; 0 means all. */
  public int fetchSize() {
    return open.fetchSize;
  }

  /** Returns how many Executes it took. */
  public int fetches() {
    return open.fetches;
  }

  /** Returns whether it came in a Query. */
  public boolean isSimple() {
    return open.isSimple();
  }

  /** Returns whether it came as Parse, Bind and Execute. */
  public boolean isExtended() {
    return !open.isSimple();
  }

  /** Returns the name of the prepared statement; empty for the unnamed one and simple queries. */
  public String statementName() {
    return open.isSimple() ? "" : open.portal.prepared.name;
  }

  /** Returns whether it executes a named prepared statement, which the server keeps. */
  public boolean isServerPrepared() {
    return !statementName().isEmpty();
  }

  /** Returns the name of the portal; empty for the unnamed one and simple queries. */
  public String portal() {
    return open.isSimple() ? "" : open.portal.name;
  }

  /** Returns who came up with it, by guess. */
  public Origin origin() {
    return verdict.origin();
  }

  /** Returns the rule that decided the {@link #origin()}. */
  public String originReason() {
    return verdict.reason();
  }

  /** Returns what became of it. */
  public Outcome outcome() {
    return outcome;
  }

  /** Returns the error that failed it or took it back. */
  public Optional<RecordedError> error() {
    return Optional.ofNullable(open.error);
  }

  /** Returns the notices that came while it ran. */
  public List<RecordedNotice> notices() {
    return List.copyOf(open.notices);
  }

  /** Returns the data that flowed as CopyData. */
  public Optional<Copy> copy() {
    return copy;
  }

  /** Returns when its Query came, or its Bind, or its Execute if that came in a later exchange. */
  public Instant startedAt() {
    return open.messages.time(open.startIndex);
  }

  /**
   * Returns the time from its start to its last answer, the client's pauses between fetches
   * included; empty before.
   */
  public Optional<Duration> duration() {
    return since(open.endIndex);
  }

  /** Returns the time from its start to its first row. */
  public Optional<Duration> timeToFirstRow() {
    return since(open.rows.isEmpty() ? -1 : open.rows.first());
  }

  private Optional<Duration> since(int index) {
    return index < 0
        ? Optional.empty()
        : Optional.of(Duration.between(startedAt(), open.messages.time(index)));
  }

  /** Returns the number of its Query or first Execute in its connection, from 0. */
  public int messageIndex() {
    return open.messageIndex;
  }

  /** Returns the number of the exchange that it began in. */
  public int exchangeIndex() {
    return open.exchange.number;
  }

  /**
   * Returns the thread and the application's code that sent it: its Query, or its first Execute. A
   * source within the application's JVM, the agent, knows.
   */
  public Caller caller() {
    return open.messages.caller(open.messageIndex);
  }

  /** Returns the SQL with passwords masked, and what became of it. */
  @Override
  public String toString() {
    return maskedSql() + " → " + (open.tag != null ? open.tag.text() : outcome.name());
  }

  private List<TypedValue> row(int index) {
    if (!(open.messages.message(index) instanceof DataRow row)) {
      return List.of();
    }
    Charset charset = open.messages.context(index).charset();
    List<TypedValue> values = new ArrayList<>();
    for (Optional<Bytes> value : row.columns()) {
      int i = values.size();
      boolean known = i < columns.size();
      values.add(
          Values.decode(
              known ? columns.get(i).typeOid() : Prepared.UNKNOWN_TYPE,
              known ? columns.get(i).format() : unknownFormat(i),
              value,
              charset));
    }
    return values;
  }

  private Format unknownFormat(int column) {
    return open.isSimple() || open.portal.bind == null
        ? Format.TEXT
        : open.portal.bind.resultFormat(column);
  }

  private final class Rows extends AbstractList<List<TypedValue>> implements RandomAccess {
    @Override
    public List<TypedValue> get(int position) {
      return row(open.rows.get(position));
    }

    @Override
    public int size() {
      return open.rows.size();
    }
  }
}
