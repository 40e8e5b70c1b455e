package dev.postgreswire.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * What SQL does to the names of prepared statements and portals, which it shares with the protocol:
 * PREPARE, DEALLOCATE, DECLARE, CLOSE, DISCARD.
 */
final class SqlEffects {
  private SqlEffects() {}

  /** Applies a statement that has completed to {@code names}; returns whether it did anything. */
  static boolean apply(OpenStatement statement, Namespace names) {
    if (statement.tag == null) {
      return false;
    }
    switch (statement.tag.command()) {
      case "PREPARE" -> prepare(statement.sql, names);
      case "DEALLOCATE" -> names.removeStatement(nameAfter(statement.sql, "DEALLOCATE", "PREPARE"));
      case "DEALLOCATE ALL" -> names.removeAllStatements();
      case "DECLARE CURSOR" -> declare(statement, names);
      case "CLOSE CURSOR" -> names.removePortal(nameAfter(statement.sql, "CLOSE", ""));
      case "CLOSE CURSOR ALL" -> names.removeAllPortals();
      case "DISCARD ALL" -> {
        names.removeAllStatements();
        names.removeAllPortals();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** PREPARE name [(type, …)] AS statement. */
  private static void prepare(String sql, Namespace names) {
    SqlLexer lexer = new SqlLexer(sql);
    lexer.next();
    lexer.next();
    String name = lexer.value();
    int depth = 0;
    while (lexer.next() != SqlLexer.Kind.END && (depth > 0 || !lexer.is("AS"))) {
      depth += lexer.is("(") ? 1 : lexer.is(")") ? -1 : 0;
    }
    names.put(new Prepared(name, sql.substring(lexer.end()).strip(), List.of()));
  }

  /** DECLARE name … CURSOR … FOR query: a portal that Execute may name, too. */
  private static void declare(OpenStatement statement, Namespace names) {
    String name = nameAfter(statement.sql, "DECLARE", "");
    Prepared cursor = new Prepared("", statement.sql, List.of());
    names.put(
        new Portal(
            name,
            cursor,
            null,
            statement.messageIndex,
            statement.messages.context(statement.messageIndex).charset()));
  }

  /** Returns the name that follows a word and, if it is there, another one. */
  private static String nameAfter(String sql, String word, String optional) {
    SqlLexer lexer = new SqlLexer(sql);
    List<String> passed = new ArrayList<>();
    while (lexer.next() != SqlLexer.Kind.END) {
      boolean skip = passed.isEmpty() ? lexer.is(word) : passed.size() == 1 && lexer.is(optional);
      if (!skip) {
        return lexer.value();
      }
      passed.add(lexer.upper());
    }
    return "";
  }
}
