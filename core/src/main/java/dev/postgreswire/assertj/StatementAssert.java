package dev.postgreswire.assertj;

import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.recording.Origin;
import dev.postgreswire.recording.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Assertions on a statement. */
public class StatementAssert extends AbstractWireAssert<StatementAssert, Statement> {
  /** Begins assertions on {@code actual}. */
  public StatementAssert(Statement actual) {
    super(actual, StatementAssert.class, Kinds.STATEMENT);
  }

  /** Verifies the SQL as it went over the wire; white space need not be the same. */
  public StatementAssert hasSql(String sql) {
    return meets(StatementCriteria.sql(sql));
  }

  /** Verifies that the SQL contains {@code part}; white space need not be the same. */
  public StatementAssert hasSqlContaining(String part) {
    return meets(StatementCriteria.sqlContaining(part));
  }

  /** Verifies that all of the SQL, its white space made single blanks, matches {@code regex}. */
  public StatementAssert hasSqlMatching(String regex) {
    return hasSqlMatching(Pattern.compile(regex));
  }

  /** Verifies that all of the SQL, its white space made single blanks, matches {@code pattern}. */
  public StatementAssert hasSqlMatching(Pattern pattern) {
    return meets(StatementCriteria.sqlMatching(pattern));
  }

  /** Verifies what it was by the server's command tag, such as {@code SELECT}. */
  public StatementAssert hasCommand(String command) {
    return meets(
        Criterion.equal(
            "command", Optional.of(command.toUpperCase(Locale.ROOT)), Statement::command));
  }

  /**
   * Verifies the parameters by value, whatever the width of numbers and the format on the wire: an
   * {@code int} equals an {@code int8} or a {@code numeric}; null is NULL.
   *
   * @param expected as in {@link dev.postgreswire.type.TypedValue#matches}
   */
  public StatementAssert hasParameters(Object... expected) {
    Object[] values = expected == null ? new Object[] {null} : expected;
    return meets(StatementCriteria.parameters(values));
  }

  /** Verifies that it has no parameters. */
  public StatementAssert hasNoParameters() {
    return meets(StatementCriteria.parameters());
  }

  /** Verifies the parameter {@code $number}, counted from 1, by value. */
  public StatementAssert hasParameter(int number, Object expected) {
    return meets(
        new Criterion<>(
            "parameter $" + number,
            "to have parameter $" + number + " " + Texts.expected(expected),
            statement -> "had parameters " + Texts.values(statement.parameters()),
            statement ->
                number >= 1
                    && number <= statement.parameters().size()
                    && statement.parameters().get(number - 1).matches(expected),
            Texts.expected(expected),
            statement -> Texts.values(statement.parameters())));
  }

  /** Verifies how many rows came over the wire, of all its fetches. */
  public StatementAssert returnedRows(long rows) {
    return meets(
        new Criterion<>(
            "rows",
            "to return " + Texts.count(rows, "row"),
            statement -> "returned " + Texts.count(statement.returnedRows(), "row"),
            statement -> statement.returnedRows() == rows,
            rows,
            Statement::returnedRows));
  }

  /** Verifies that no row came over the wire. */
  public StatementAssert returnedNoRows() {
    return returnedRows(0);
  }

  /** Verifies that one of the rows has these values, as {@link #hasParameters} compares them. */
  public StatementAssert returnedRow(Object... expected) {
    Object[] values = expected == null ? new Object[] {null} : expected;
    return meets(
        Criterion.that(
            "row",
            "to return the row " + Texts.values(values),
            s -> s.rows().stream().anyMatch(row -> StatementCriteria.matches(row, values)),
            StatementText::returned));
  }

  /** Verifies the names of the columns of its rows. */
  public StatementAssert returnedColumns(String... names) {
    return meets(
        Criterion.equal(
            "columns",
            List.of(names),
            statement -> statement.columns().stream().map(ColumnDescription::name).toList()));
  }

  /** Verifies the count in the server's command tag. */
  public StatementAssert affectedRows(long rows) {
    return meets(Criterion.equal("affected rows", OptionalLong.of(rows), Statement::affectedRows));
  }

  /**
   * Verifies how many rows its first Execute asked for at most; 0 means all at once, which is what
   * pgjdbc makes of a fetch size under autocommit.
   */
  public StatementAssert hasFetchSize(int rows) {
    return meets(Criterion.equal("fetch size", rows, Statement::fetchSize));
  }

  /** Verifies how many Executes it took to fetch its rows. */
  public StatementAssert hasFetches(int fetches) {
    return meets(Criterion.equal("fetches", fetches, Statement::fetches));
  }

  /** Verifies that it came in a Query. */
  public StatementAssert isSimple() {
    return meets(
        Criterion.that(
            "simple", "to be a simple query", Statement::isSimple, StatementText::protocol));
  }

  /** Verifies that it came as Parse, Bind and Execute. */
  public StatementAssert isExtended() {
    return meets(
        Criterion.that(
            "extended", "to be an extended query", Statement::isExtended, StatementText::protocol));
  }

  /** Verifies that it executes a named prepared statement, which the server keeps. */
  public StatementAssert isServerPrepared() {
    return meets(
        Criterion.that(
            "server-prepared",
            "to execute a named prepared statement",
            Statement::isServerPrepared,
            StatementText::protocol));
  }

  /** Verifies that it does not execute a named prepared statement. */
  public StatementAssert isNotServerPrepared() {
    return meets(
        Criterion.that(
            "not server-prepared",
            "not to execute a named prepared statement",
            statement -> !statement.isServerPrepared(),
            StatementText::protocol));
  }

  /** Verifies the name of its portal, the empty string for the unnamed one. */
  public StatementAssert usedPortal(String name) {
    return meets(Criterion.equal("portal", name, Statement::portal));
  }

  /** Verifies who came up with it, as far as rules can guess. */
  public StatementAssert hasOrigin(Origin origin) {
    return meets(
        new Criterion<>(
            "origin",
            "to have origin " + origin,
            s -> "had " + s.origin() + " (" + s.originReason() + ")",
            statement -> statement.origin() == origin,
            origin,
            Statement::origin));
  }

  /**
   * Verifies that the application's code sent it; a recording made by the agent knows, where the
   * driver writes on the caller's thread.
   *
   * @param code a class, {@code InvoiceRepository}; a method, {@code InvoiceRepository.load}; or a
   *     place, {@code InvoiceRepository.java:31}
   */
  public StatementAssert wasSentBy(String code) {
    return meets(
        Criterion.that(
            "sender",
            "to be sent by " + code,
            statement -> statement.caller().isIn(code),
            StatementText::sender));
  }

  /** Verifies that this thread sent it; a recording made by the agent knows. */
  public StatementAssert wasSentInThread(String name) {
    return meets(
        Criterion.that(
            "thread",
            "to be sent in thread " + name,
            statement -> statement.caller().thread().equals(name),
            StatementText::sender));
  }

  /** Verifies that the server completed it and that its work was not undone by a later error. */
  public StatementAssert succeeded() {
    return hasOutcome("to succeed", Statement.Outcome.COMPLETED);
  }

  /**
   * Verifies that it failed.
   *
   * @param sqlState the code, such as {@code 23505}, or its name, such as {@code unique_violation}
   */
  public StatementAssert failedWith(String sqlState) {
    return meets(
        Criterion.that(
            "failure",
            "to fail with SQLSTATE " + sqlState,
            statement ->
                statement.outcome() == Statement.Outcome.FAILED
                    && statement.error().filter(e -> SqlStates.is(e, sqlState)).isPresent(),
            StatementText::outcome),
        Places::error);
  }

  /** Verifies that it gave as many rows as it was asked for, and was not asked for more. */
  public StatementAssert wasSuspended() {
    return hasOutcome("to be suspended", Statement.Outcome.SUSPENDED);
  }

  /** Verifies that the server never got to it, because of an error before it. */
  public StatementAssert wasSkipped() {
    return hasOutcome("to be skipped", Statement.Outcome.SKIPPED);
  }

  /** Verifies that the server said it was complete, and a later error undid it. */
  public StatementAssert wasTakenBack() {
    return hasOutcome("to be taken back", Statement.Outcome.TAKEN_BACK);
  }

  /** Verifies that there is no answer to it. */
  public StatementAssert isPending() {
    return hasOutcome("to have no answer yet", Statement.Outcome.PENDING);
  }

  private StatementAssert hasOutcome(String phrase, Statement.Outcome outcome) {
    return meets(
        new Criterion<>(
            "outcome",
            phrase,
            StatementText::outcome,
            statement -> statement.outcome() == outcome,
            outcome,
            Statement::outcome),
        Places::error);
  }

  /** Verifies the number of its connection. */
  public StatementAssert isOnConnection(int connectionId) {
    return meets(Criterion.equal("connection", connectionId, Statement::connectionId));
  }

  /** Verifies that there was an error, and goes on to it. */
  public ErrorAssert error() {
    return part(
        Criterion.that(
            "error", "to have an error", s -> s.error().isPresent(), StatementText::outcome),
        Kinds.ERROR,
        statement -> statement.error().orElseThrow());
  }

  /** Verifies that data was copied, and goes on to it. */
  public CopyAssert copy() {
    return part(
        Criterion.that(
            "copy",
            "to copy data",
            statement -> statement.copy().isPresent(),
            statement -> "was " + Texts.value(StatementText.sql(statement))),
        Kinds.COPY,
        statement -> statement.copy().orElseThrow());
  }
}
