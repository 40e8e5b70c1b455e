package dev.postgreswire.recording;

import java.util.ArrayList;
import java.util.List;

/** What can be read off SQL without a grammar. */
final class Sql {
  private Sql() {}

  /**
   * Returns the statements of {@code sql}, split at semicolons outside of parentheses and of
   * function bodies in BEGIN ATOMIC … END; what is blank or only comments is none.
   */
  static List<String> split(String sql) {
    List<String> statements = new ArrayList<>();
    SqlLexer lexer = new SqlLexer(sql);
    Depth depth = new Depth();
    int from = 0;
    boolean blank = true;
    while (lexer.next() != SqlLexer.Kind.END) {
      if (depth.isZero() && lexer.is(";")) {
        if (!blank) {
          statements.add(sql.substring(from, lexer.start()).strip());
        }
        from = lexer.end();
        blank = true;
      } else {
        depth.take(lexer);
        blank = false;
      }
    }
    if (!blank) {
      statements.add(sql.substring(from).strip());
    }
    return statements;
  }

  /** How deep in parentheses, and in a body with BEGIN ATOMIC, whose CASEs have an END too. */
  private static final class Depth {
    private int parentheses;
    private int blocks;
    private boolean afterBegin;

    boolean isZero() {
      return parentheses <= 0 && blocks <= 0;
    }

    void take(SqlLexer lexer) {
      if (lexer.is("(")) {
        parentheses++;
      } else if (lexer.is(")")) {
        parentheses--;
      } else if ((lexer.is("ATOMIC") && afterBegin) || (lexer.is("CASE") && blocks > 0)) {
        blocks++;
      } else if (lexer.is("END") && blocks > 0) {
        blocks--;
      }
      afterBegin = lexer.is("BEGIN");
    }
  }

  /** Returns the first tokens, words in upper case. */
  static List<String> words(String sql, int most) {
    List<String> words = new ArrayList<>();
    SqlLexer lexer = new SqlLexer(sql);
    while (words.size() < most && lexer.next() != SqlLexer.Kind.END && !lexer.is(";")) {
      words.add(lexer.upper());
    }
    return words;
  }

  /** Returns whether the first tokens are {@code words}, which are in upper case. */
  static boolean startsWith(String sql, String... words) {
    return words(sql, words.length).equals(List.of(words));
  }

  /**
   * Returns how many rows an INSERT … VALUES holds: the groups in parentheses after VALUES; 0 for
   * other statements.
   */
  static int insertedRows(String sql) {
    SqlLexer lexer = new SqlLexer(sql);
    if (lexer.next() != SqlLexer.Kind.WORD || !lexer.is("INSERT")) {
      return 0;
    }
    int depth = 0;
    while (!(lexer.is("VALUES") && depth == 0)) {
      depth += lexer.is("(") ? 1 : lexer.is(")") ? -1 : 0;
      if (lexer.next() == SqlLexer.Kind.END || (depth == 0 && lexer.is("SELECT"))) {
        return 0;
      }
    }
    int rows = 0;
    while (lexer.next() != SqlLexer.Kind.END && (depth > 0 || lexer.is("(") || lexer.is(","))) {
      rows += depth == 0 && lexer.is("(") ? 1 : 0;
      depth += lexer.is("(") ? 1 : lexer.is(")") ? -1 : 0;
    }
    return rows;
  }

  /** Returns an INSERT … VALUES up to VALUES, by which rewritten batches are recognised. */
  static String beforeValues(String sql) {
    SqlLexer lexer = new SqlLexer(sql);
    while (lexer.next() != SqlLexer.Kind.END) {
      if (lexer.is("VALUES")) {
        return sql.substring(0, lexer.start());
      }
    }
    return sql;
  }
}
