package dev.postgreswire.assertj;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.Recording;
import dev.postgreswire.testing.WireScript;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** What failures about statements say, to the letter. */
class StatementFailureTextTest {
  private static final String TRAILER =
      """
      not counted (allStatements() includes them):
        2 by the driver: BEGIN READ ONLY, COMMIT (transaction control)
        1 by the pool: empty query (an empty query, as Connection.isValid() sends it)
      c1 was opened in this window (no password asked, TLS off)\
      """;

  private final Recording recording = Sessions.invoices();

  private static void fails(ThrowingCallable assertion, String text) {
    assertThat(FailureText.of(assertion)).isEqualTo(text);
  }

  @Test
  void aWrongCountShowsTheTableAndSuspectsRepetition() {
    fails(
        () -> assertThat(recording).statements().hasSize(1),
        """
        Expecting 1 statement but there were 4
          (2 of them the same statement in separate round trips: looks like N+1)

           #  conn  tx  rows      ms  sql
           1  c1    T1     2     0.0  select id, customer_id from invoice where year = $1  [2026]
         > 2  c1    T1     1     0.0  select name from customer where id = $1  [17]
         > 3  c1    T1     1     0.0  select name from customer where id = $1  [18]
           4  c1    -      -     0.0  insert into invoice values (1)  → failed 23505 unique_violation
        """
            + TRAILER);
  }

  @Test
  void anUnmetCriterionShowsThoseMetBefore() {
    fails(
        () ->
            assertThat(recording)
                .statements()
                .as("loading %s", "invoices")
                .first()
                .hasSql(Sessions.INVOICES)
                .hasParameters(2025),
        """
        [loading invoices] Expecting statement 1 of 4 to have parameters [2025]
        but had [2026]
          ✓ sql
          ✗ parameters  had [2026]

           #  conn  tx  rows      ms  sql
         > 1  c1    T1     2     0.0  select id, customer_id from invoice where year = $1  [2026]
           2  c1    T1     1     0.0  select name from customer where id = $1  [17]
           3  c1    T1     1     0.0  select name from customer where id = $1  [18]
           4  c1    -      -     0.0  insert into invoice values (1)  → failed 23505 unique_violation
        """
            + TRAILER);
  }

  @Test
  void noSuchStatementShowsTheNearest() {
    fails(
        () -> assertThat(recording).statements().containsSql(Sessions.CUSTOMER, 19),
        """
        Expecting a statement
          to have sql "select name from customer where id = $1"
          to have parameters [19]
        but none of 4 statements is so
        nearest match: statement 2
          ✓ sql
          ✗ parameters  had [17]

           #  conn  tx  rows      ms  sql
           1  c1    T1     2     0.0  select id, customer_id from invoice where year = $1  [2026]
         > 2  c1    T1     1     0.0  select name from customer where id = $1  [17]
           3  c1    T1     1     0.0  select name from customer where id = $1  [18]
           4  c1    -      -     0.0  insert into invoice values (1)  → failed 23505 unique_violation
        """
            + TRAILER);
  }

  @Test
  void anotherStatementThatFitsBetterIsTheNearestMatch() {
    fails(
        () ->
            assertThat(recording)
                .statements()
                .element(1)
                .hasSql(Sessions.CUSTOMER)
                .hasParameters(18),
        """
        Expecting statement 2 of 4 to have parameters [18]
        but had [17]
          ✓ sql
          ✗ parameters  had [17]
        nearest match: statement 3
          ✓ sql
          ✓ parameters

           #  conn  tx  rows      ms  sql
           1  c1    T1     2     0.0  select id, customer_id from invoice where year = $1  [2026]
         > 2  c1    T1     1     0.0  select name from customer where id = $1  [17]
           3  c1    T1     1     0.0  select name from customer where id = $1  [18]
           4  c1    -      -     0.0  insert into invoice values (1)  → failed 23505 unique_violation
        """
            + TRAILER);
  }

  @Test
  void repeatedStatementsAreCounted() {
    fails(
        () -> assertThat(recording).hasNoRepeatedStatements(),
        """
        Expecting no statement in 2 or more round trips but there was
          2 × select name from customer where id = $1

           #  conn  tx  rows      ms  sql
           1  c1    T1     2     0.0  select id, customer_id from invoice where year = $1  [2026]
         > 2  c1    T1     1     0.0  select name from customer where id = $1  [17]
         > 3  c1    T1     1     0.0  select name from customer where id = $1  [18]
           4  c1    -      -     0.0  insert into invoice values (1)  → failed 23505 unique_violation
        """
            + TRAILER);
  }

  @Test
  void noneIsExplainedByWhatWasThere() {
    fails(
        () -> assertThat(recording).updates().first(),
        """
        Expecting at least 1 statement but there were none

        not counted (allStatements() includes them):
          2 by the driver: BEGIN READ ONLY, COMMIT (transaction control)
          1 by the pool: empty query (an empty query, as Connection.isValid() sends it)
        other statements of the application: SELECT × 3, without a tag
        c1 was opened in this window (no password asked, TLS off)\
        """);
  }

  @Test
  void assertionsOfAssertJShowTheTableToo() {
    assertThat(
            FailureText.of(
                () -> assertThat(recording).selects().allSatisfy(s -> assertThat(s).isSimple())))
        .contains(
            "Expecting all elements of:\n  3 statements\n\n   #  conn  tx  rows      ms  sql\n",
            "Expecting the statement to be a simple query\n"
                + "but executed the prepared statement \"S_1\"");
  }

  @Test
  void anIdeCanCompareExpectedAndActual() {
    AssertionFailedError error =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            AssertionFailedError.class,
            () -> assertThat(recording).statements().first().hasSql("select 1"));

    assertThat(error.getExpected().getValue()).isEqualTo("select 1");
    assertThat(error.getActual().getValue()).isEqualTo(Sessions.INVOICES);
    assertThat(error.getStackTrace()[0].getClassName()).startsWith(getClass().getName());
  }

  @Test
  void aMessageOfTheTestsOwnReplacesOurs() {
    assertThat(
            FailureText.of(
                () ->
                    assertThat(recording)
                        .statements()
                        .as("the list")
                        .withFailMessage("no %d%%", 5)
                        .hasSize(1)))
        .isEqualTo("[the list] no 5%");
  }

  @Test
  void percentSignsInSqlStayAsTheyAre() {
    Recording like =
        WireScript.session()
            .client(query("select 1 from t where a like '%name%s'"))
            .server(tag("SELECT 0"), IDLE)
            .play();

    assertThat(FailureText.of(() -> assertThat(like).statements().isEmpty()))
        .contains("select 1 from t where a like '%name%s'");
  }

  @Test
  void passwordsAreMaskedAndLongSqlIsCut() {
    Recording secret =
        WireScript.session()
            .client(query("create role r password 'hunter2' -- " + "x".repeat(200)))
            .server(tag("CREATE ROLE"), IDLE)
            .play();

    assertThat(FailureText.of(() -> assertThat(secret).statements().isEmpty()))
        .doesNotContain("hunter2")
        .contains("create role r password '********' -- xxxxxx")
        .contains("x…\n")
        .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 120));
    assertThat(FailureText.of(() -> assertThat(secret).statements().first().hasSql("x")))
        .doesNotContain("hunter2");
  }

  @Test
  void aLongTableShowsBeginningEndAndOffenders() {
    WireScript script = WireScript.session();
    for (int i = 0; i < 60; i++) {
      script.client(query("select " + (i == 40 ? 39 : i))).server(tag("SELECT 0"), IDLE);
    }

    assertThat(FailureText.of(() -> assertThat(script.play()).hasNoRepeatedStatements()))
        .contains("  30  c1", "    … 9 more …\n > 40  c1", " > 41  c1", "… 9 more …\n   51  c1")
        .doesNotContain("  31  c1");
  }
}
