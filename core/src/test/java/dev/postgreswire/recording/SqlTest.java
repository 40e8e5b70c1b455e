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
