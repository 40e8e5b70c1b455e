package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read off SQL without a grammar. */
class SqlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select ';'",
        "select E'\\';'",
        "select $$;$$",
        "select $a$;$b$;$a$",
        "select \";\" from t",
        "select 1 -- ;\n + 1",
        "select /* ; /* ; */ ; */ 1",
        "create rule r as on insert to t do (select 1; select 2)",
        "create function f() returns int begin atomic select 1; select case when true then 1 end;"
            + " end",
        "select U&'\\003B;'",
      })
  void semicolonsWithinAreNoEnd(String sql) {
    assertThat(Sql.split(sql + "\n ; ")).containsExactly(sql);
  }

  @Test
  void splitsWhatIsSeveral() {
    assertThat(Sql.split(";;select 1;\n-- nothing\n;select $1 ; "))
        .containsExactly("select 1", "select $1");
    assertThat(Sql.split(" /* nothing */ ; ")).isEmpty();
    assertThat(Sql.split("select 'never closed; select 2")).hasSize(1);
  }

  /** What begins like something else, at the end of the text and before a semicolon. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 'it''s;'",
        "select e'\\\\'';'",
        "select b';'",
        "select \"a\"\";\"",
        "select $1a$;$1a$",
        "select $x$;$y$;$x$",
        "select _e';'",
        "select 1.5e3, 10_000 -- ;",
        "select 1 /* ; */",
        "select (1;2)",
        "create function f() returns int begin atomic select 1; end",
        "select ée, $ü$;$ü$",
      })
  void tokensEndWhereTheyEnd(String sql) {
    if (sql.contains("$1a$")) {
      assertThat(Sql.split(sql)).as("a parameter is no quote").hasSize(2);
    } else {
      assertThat(Sql.split(sql + (sql.contains("-- ") ? "\n" : "") + ";select 2"))
          .containsExactly(sql.contains("-- ") ? sql.strip() : sql, "select 2");
    }
  }

  /** Text that is cut anywhere, as by a memory limit, is still read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select '", "select \"", "select $", "select $$", "select $a", "select $a$", "select /*",
        "select --", "select e'\\", "select 'a''", "select \"a\"\"", "select $1", "select 1.", "("
      })
  void whatIsCutIsOneStatement(String sql) {
    assertThat(Sql.split(sql)).containsExactly(sql);
  }

  @Test
  void readsTheFirstWords() {
    assertThat(Sql.words("Start -- now\n transaction; commit", 6))
        .containsExactly("START", "TRANSACTION");
    assertThat(Sql.words("select \"a\", 'b'", 3)).containsExactly("SELECT", "\"a\"", ",");
    assertThat(Sql.words("set a date'2020-01-01' b'1'", 6))
        .as("b is a prefix of strings, date is none")
        .containsExactly("SET", "A", "DATE", "'2020-01-01'", "b'1'");
    assertThat(Sql.words("limit 0x1f, 9_9a.5", 6)).containsExactly("LIMIT", "0x1f", ",", "9_9a.5");
    assertThat(Sql.words("\"a\"\"b\"--c", 6)).containsExactly("\"a\"\"b\"");
    assertThat(Sql.startsWith("set  local transaction read only", "SET", "LOCAL")).isTrue();
    assertThat(Sql.startsWith("set", "SET", "LOCAL")).isFalse();
    assertThat(Sql.beforeValues("insert into t values (1)")).isEqualTo("insert into t ");
    assertThat(Sql.beforeValues("insert into \"values\" select 1"))
        .isEqualTo("insert into \"values\" select 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Name              | name
          "Na""me"          | Na"me
          "never closed     | never closed
          'it''s'           | it's
          E'a'              | a
          'never closed     | never closed
          $$a$$             | $$a$$
          "                 | ``
          42                | 42
          """)
  void readsNames(String token, String value) {
    SqlLexer lexer = new SqlLexer(token);

    lexer.next();

    assertThat(lexer.value()).isEqualTo(value);
    assertThat(lexer.next()).isEqualTo(SqlLexer.Kind.END);
  }

  @Test
  void tellsWordsFromStrings() {
    SqlLexer lexer = new SqlLexer("Begin 'begin' \"BEGIN\" ( $1");

    assertThat(lexer.is("BEGIN")).as("before the first").isFalse();
    assertThat(lexer.next()).isEqualTo(SqlLexer.Kind.WORD);
    assertThat(lexer.is("BEGIN")).isTrue();
    assertThat(lexer.is("BEG")).isFalse();
    assertThat(lexer.next()).isEqualTo(SqlLexer.Kind.STRING);
    assertThat(lexer.is("'begin'")).isFalse();
    assertThat(lexer.next()).isEqualTo(SqlLexer.Kind.QUOTED_NAME);
    assertThat(lexer.is("\"begin\"")).as("case counts in quotes").isFalse();
    assertThat(lexer.next()).isEqualTo(SqlLexer.Kind.SYMBOL);
    assertThat(lexer.is("(")).isTrue();
    assertThat(lexer.next()).isEqualTo(SqlLexer.Kind.PARAMETER);
    assertThat(lexer.text()).isEqualTo("$1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          insert into t values (1), (2), (3) on conflict (a) do nothing | 3
          insert into t (a) values ((1)), ((2))                         | 2
          insert into t select * from (values (1), (2)) v               | 0
          insert into t (select 1)                                      | 0
          insert into t as x values (1)                                 | 1
          insert into t values                                          | 0
          insert                                                        | 0
          update t set a = 1                                            | 0
          """)
  void countsRowsThatAreRows(String sql, int rows) {
    assertThat(Sql.insertedRows(sql)).isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          insert into t values (1)                          | 1
          insert into t (a, b) values (1, (2)), ($1, ')')   | 2
          INSERT INTO "values" (a) VALUES ($1),($2),($3) returning a | 3
          insert into t select 1                            | 0
          insert into t default values                      | 0
          select 1                                          | 0
          """)
  void countsInsertedRows(String sql, int rows) {
    assertThat(Sql.insertedRows(sql)).isEqualTo(rows);
  }
}
