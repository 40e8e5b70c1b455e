package dev.postgreswire.recording;

import dev.postgreswire.type.TypedValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Statements as a table for people, a line each, in the order given:
 *
 * <pre>
 * #  conn  from         command      rows   ms  statement
 * 1     1  application  SELECT          3  0.8  select name from customer where city = $1  ['Oslo']
 * 2     1  driver       BEGIN              0.2  BEGIN
 * 3     1  application  ERROR 23505        0.4  insert into customer (id) values ($1)  [7]
 * </pre>
 *
 * <p>Where it is known of any of them who sent it, there is a column {@code caller} as well: {@code
 * InvoiceRepository.java:31}, or the thread.
 *
 * <p>{@code rows} are those that came over the wire, or else those that the server says were
 * affected; {@code ms} is the time from the request to the last answer. Passwords in SQL are
 * masked; values of parameters are not, but long ones are cut.
 */
public final class StatementTable {
  private static final List<String> HEADER =
      List.of("#", "conn", "from", "command", "rows", "ms", "caller", "statement");
  private static final List<Boolean> FLUSH_RIGHT =
      List.of(true, true, false, false, true, true, false, false);
  private static final int CALLER = 6;

  /** At most so many characters of a value. */
  private static final int VALUE = 60;

  private StatementTable() {}

  /** Returns the table of {@code statements}, with a line break after each line. */
  public static String of(List<Statement> statements) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADER);
    for (Statement statement : statements) {
      lines.add(cells(lines.size(), statement));
    }
    int[] widths = new int[HEADER.size() - 1]; // the last column ends where it ends
    for (List<String> line : lines) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    if (statements.stream().allMatch(statement -> caller(statement).isEmpty())) {
      widths[CALLER] = 0;
    }
    return lines.stream().map(line -> line(line, widths)).collect(Collectors.joining());
  }

  private static List<String> cells(int number, Statement statement) {
    return List.of(
        Integer.toString(number),
        Integer.toString(statement.connectionId()),
        statement.origin().name().toLowerCase(Locale.ROOT),
        command(statement),
        rows(statement),
        statement.duration().map(StatementTable::millis).orElse(""),
        caller(statement),
        text(statement));
  }

  private static String caller(Statement statement) {
    Caller caller = statement.caller();
    return caller.frame().isEmpty() ? caller.thread() : caller.place();
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
  }

  private static String command(Statement statement) {
    if (statement.outcome() == Statement.Outcome.COMPLETED) {
      return statement.command().orElse("");
    }
    return statement
        .error()
        .map(error -> "ERROR " + error.sqlState().code())
        .orElseGet(() -> statement.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private static String rows(Statement statement) {
    if (statement.returnedRows() > 0) {
      return Long.toString(statement.returnedRows());
    }
    OptionalLong affected = statement.affectedRows();
    return affected.isPresent() ? Long.toString(affected.getAsLong()) : "";
  }

  private static String text(Statement statement) {
    String sql = oneLine(statement.maskedSql());
    String parameters =
        statement.parameters().isEmpty()
            ? ""
            : statement.parameters().stream()
                .map(StatementTable::value)
                .collect(Collectors.joining(", ", "  [", "]"));
    String fetches =
        statement.fetches() > 1
            ? "  (%d fetches, %d rows at a time)"
                .formatted(statement.fetches(), statement.fetchSize())
            : "";
    return (sql.isEmpty() ? "(empty)" : sql) + parameters + fetches;
  }

  private static String value(TypedValue value) {
    String text = oneLine(value.text());
    String shown = text.length() <= VALUE ? text : text.substring(0, VALUE - 1) + "…";
    return value.value() instanceof String ? "'" + shown + "'" : shown;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      if (widths[column] == 0) {
        continue; // nobody knows
      }
      String cell = cells.get(column);
      String blanks = " ".repeat(widths[column] - cell.length());
      line.append(FLUSH_RIGHT.get(column) ? blanks + cell : cell + blanks).append("  ");
    }
    return line.append(cells.get(widths.length)).append('\n').toString();
  }
}
