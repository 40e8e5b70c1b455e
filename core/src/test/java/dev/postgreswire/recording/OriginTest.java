package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.EmptyQueryResponse;
import dev.postgreswire.testing.WireScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who came up with a statement. */
class OriginTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "BEGIN",
        "BEGIN READ ONLY",
        "START TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "COMMIT",
        "ROLLBACK",
        "SAVEPOINT PGJDBC_AUTOSAVE",
        "ROLLBACK TO SAVEPOINT PGJDBC_AUTOSAVE",
        "RELEASE SAVEPOINT PGJDBC_AUTOSAVE",
        "SAVEPOINT \"JDBC_SAVEPOINT_0\"",
        "SET extra_float_digits = 3",
        "SET application_name = 'PostgreSQL JDBC Driver'",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
        "SHOW TRANSACTION ISOLATION LEVEL",
        "SELECT e.typdelim FROM pg_catalog.pg_type t, pg_catalog.pg_type e WHERE t.oid = $1",
      })
  void driver(String sql) {
    assertThat(statement(sql).origin()).isEqualTo(Origin.DRIVER);
    assertThat(statement(sql).originReason()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "savepoint before_payment",
        "rollback to before_payment",
        "commit prepared 'x'",
        "set search_path to app",
        "select pg_type from t",
        "update pg_type_list set a = 1",
      })
  void application(String sql) {
    assertThat(statement(sql).origin()).isEqualTo(Origin.APPLICATION);
  }

  @ParameterizedTest
  @ValueSource(strings = "DISCARD ALL")
  void pool(String sql) {
    assertThat(statement(sql).origin()).isEqualTo(Origin.POOL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          begin                              | transaction control
          release savepoint JDBC_SAVEPOINT_1 | a savepoint with a driver's name
          set session application_name = 'a' | sets application_name
          set session characteristics as transaction read only | sets isolation or access mode, as setters of drivers do
          show transaction isolation level   | asks for the isolation level, as getters of drivers do
          discard all                        | resets the session, as pools do between two uses
          select 1 from pg_type              | looks up types in pg_catalog
          discard plans                      | no rule says otherwise
          show search_path                   | no rule says otherwise
          set                                | no rule says otherwise
          set session authorization bob      | no rule says otherwise
          -- nothing but a comment           | no rule says otherwise
          """)
  void saysWhichRuleDecided(String sql, String reason) {
    assertThat(statement(sql).originReason()).isEqualTo(reason);
  }

  @Test
  void anEmptyQueryIsAPoolsOnlyIfItSucceeded() {
    WireScript script =
        WireScript.session().client(query("")).server(new EmptyQueryResponse(), IDLE);
    Statement empty = script.connection().statements().get(0);
    Statement pending = WireScript.session().client(query("")).connection().statements().get(0);

    assertThat(empty.originReason()).isEqualTo("an empty query, as Connection.isValid() sends it");
    assertThat(pending.origin()).isEqualTo(Origin.APPLICATION);
  }

  private static Statement statement(String sql) {
    return WireScript.session()
        .client(query(sql))
        .server(tag("SOMETHING"), IDLE)
        .connection()
        .statements()
        .get(0);
  }
}
