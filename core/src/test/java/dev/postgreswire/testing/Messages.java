package dev.postgreswire.testing;

import dev.postgreswire.message.Bind;
import dev.postgreswire.message.BindComplete;
import dev.postgreswire.message.Close;
import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.CommandComplete;
import dev.postgreswire.message.CommandTag;
import dev.postgreswire.message.DataRow;
import dev.postgreswire.message.Describe;
import dev.postgreswire.message.ErrorField;
import dev.postgreswire.message.ErrorResponse;
import dev.postgreswire.message.Execute;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.Oid;
import dev.postgreswire.message.Parse;
import dev.postgreswire.message.ParseComplete;
import dev.postgreswire.message.Query;
import dev.postgreswire.message.ReadyForQuery;
import dev.postgreswire.message.RowDescription;
import dev.postgreswire.message.Sync;
import dev.postgreswire.message.Target;
import dev.postgreswire.message.TransactionStatus;
import dev.postgreswire.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Messages as scripts need them, in few words. */
public final class Messages {
  /** ParseComplete. */
  public static final ParseComplete PARSED = new ParseComplete();

  /** BindComplete. */
  public static final BindComplete BOUND = new BindComplete();

  /** Sync. */
  public static final Sync SYNC = new Sync();

  /** ReadyForQuery outside of a transaction. */
  public static final ReadyForQuery IDLE = new ReadyForQuery(TransactionStatus.IDLE);

  /** ReadyForQuery in a transaction. */
  public static final ReadyForQuery IN_BLOCK = new ReadyForQuery(TransactionStatus.IN_TRANSACTION);

  /** ReadyForQuery in a failed transaction. */
  public static final ReadyForQuery IN_FAILED = new ReadyForQuery(TransactionStatus.FAILED);

  private static final int INT4 = 23;

  private Messages() {}

  /** Query. */
  public static Query query(String sql) {
    return new Query(sql);
  }

  /** Parse of a statement, with the types of its parameters. */
  public static Parse parse(String name, String sql, int... types) {
    return new Parse(name, sql, Arrays.stream(types).mapToObj(Oid::new).toList());
  }

  /** Bind with parameters in text to the unnamed portal; null is NULL. */
  public static Bind bind(String statement, String... parameters) {
    return bindTo("", statement, parameters);
  }

  /** Bind with parameters in text. */
  public static Bind bindTo(String portal, String statement, String... parameters) {
    return new Bind(portal, statement, List.of(), values(parameters), List.of());
  }

  /** Describe of a statement. */
  public static Describe describeStatement(String name) {
    return new Describe(Target.STATEMENT, name);
  }

  /** Describe of a portal. */
  public static Describe describePortal(String name) {
    return new Describe(Target.PORTAL, name);
  }

  /** Execute of the unnamed portal to its end. */
  public static Execute execute() {
    return new Execute("", 0);
  }

  /** Execute. */
  public static Execute execute(String portal, int maxRows) {
    return new Execute(portal, maxRows);
  }

  /** Close of a statement. */
  public static Close closeStatement(String name) {
    return new Close(Target.STATEMENT, name);
  }

  /** RowDescription of columns of type int4, in text. */
  public static RowDescription columns(String... names) {
    return new RowDescription(
        Stream.of(names)
            .map(
                name ->
                    new ColumnDescription(name, new Oid(0), 0, new Oid(INT4), 4, -1, Format.TEXT))
            .toList());
  }

  /** DataRow with values in text; null is NULL. */
  public static DataRow row(String... values) {
    return new DataRow(values(values));
  }

  /** CommandComplete. */
  public static CommandComplete tag(String tag) {
    return new CommandComplete(new CommandTag(tag));
  }

  /** An error of severity ERROR. */
  public static ErrorResponse error(String sqlState, String message) {
    return failure("ERROR", sqlState, message);
  }

  /** An error of severity FATAL. */
  public static ErrorResponse fatal(String sqlState, String message) {
    return failure("FATAL", sqlState, message);
  }

  private static ErrorResponse failure(String severity, String sqlState, String message) {
    return new ErrorResponse(
        List.of(
            new ErrorField('S', severity),
            new ErrorField('V', severity),
            new ErrorField('C', sqlState),
            new ErrorField('M', message)));
  }

  private static List<Optional<Bytes>> values(String... values) {
    return Arrays.stream(values)
        .map(value -> Optional.ofNullable(value).map(v -> Bytes.of(v, StandardCharsets.UTF_8)))
        .toList();
  }
}
