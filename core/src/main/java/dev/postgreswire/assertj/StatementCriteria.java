package dev.postgreswire.assertj;

import dev.postgreswire.recording.Statement;
import dev.postgreswire.type.TypedValue;
import java.util.List;
import java.util.regex.Pattern;

/** What can be asked of a statement, where it is asked in more than one place. */
final class StatementCriteria {
  private StatementCriteria() {}

  static Criterion<Statement> sql(String sql) {
    String wanted = Texts.line(sql);
    return new Criterion<>(
        "sql",
        "to have sql " + Texts.value(wanted),
        StatementCriteria::hadSql,
        statement -> Texts.line(statement.sql()).equals(wanted),
        wanted,
        StatementText::sql);
  }

  static Criterion<Statement> sqlContaining(String part) {
    String wanted = Texts.line(part);
    return Criterion.that(
        "sql",
        "to have sql containing " + Texts.value(wanted),
        statement -> Texts.line(statement.sql()).contains(wanted),
        StatementCriteria::hadSql);
  }

  static Criterion<Statement> sqlMatching(Pattern pattern) {
    return Criterion.that(
        "sql",
        "to have sql matching " + Texts.value(pattern.pattern()),
        statement -> pattern.matcher(Texts.line(statement.sql())).matches(),
        StatementCriteria::hadSql);
  }

  private static String hadSql(Statement statement) {
    return "had " + Texts.value(StatementText.sql(statement));
  }

  static Criterion<Statement> parameters(Object... expected) {
    return new Criterion<>(
        "parameters",
        "to have parameters " + Texts.values(expected),
        statement -> "had " + Texts.values(statement.parameters()),
        statement -> matches(statement.parameters(), expected),
        Texts.values(expected),
        statement -> Texts.values(statement.parameters()));
  }

  /** Returns whether values are equal one by one, across types of numbers. */
  static boolean matches(List<TypedValue> values, Object... expected) {
    if (values.size() != expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (!values.get(i).matches(expected[i])) {
        return false;
      }
    }
    return true;
  }
}
