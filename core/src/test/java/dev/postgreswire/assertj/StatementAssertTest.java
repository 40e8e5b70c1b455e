package dev.postgreswire.assertj;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.bindTo;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;

import dev.postgreswire.message.PortalSuspended;
import dev.postgreswire.recording.Origin;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.testing.WireScript;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StatementAssertTest {
  private static final int INT8 = 20;
  private static final int NUMERIC = 1700;
  private static final int DATE = 1082;

  private Recording recording = Sessions.oneSelect();

  private void check(
      Consumer<StatementAssert> passes, Consumer<StatementAssert> fails, String... texts) {
    FailureText.check(() -> assertThat(recording).allStatements().first(), passes, fails, texts);
  }

  @Test
  void sql() {
    check(
        s -> s.hasSql("select id,  customer_id\n from invoice where year = $1 "),
        s -> s.hasSql("select 1"),
        "to have sql \"select 1\"\nbut had \"" + Sessions.INVOICES + "\"");
    check(
        s -> s.hasSqlContaining("from\ninvoice"),
        s -> s.hasSqlContaining("INVOICE"),
        "to have sql containing \"INVOICE\"\nbut had \"select id");
    check(
        s -> s.hasSqlMatching("select .* where year = \\$\\d"),
        s -> s.hasSqlMatching("select"),
        "to have sql matching \"select\"\nbut had \"select id");
    check(
        s -> s.hasSqlMatching(Pattern.compile("SELECT.*", Pattern.CASE_INSENSITIVE)),
        s -> s.hasSqlMatching(Pattern.compile("x")),
        "to have sql matching \"x\"");
    check(
        s -> s.hasCommand("select"),
        s -> s.hasCommand("UPDATE"),
        "to have command \"UPDATE\"\nbut had \"SELECT\"");
  }

  @Test
  void parameters() {
    check(
        s -> s.hasParameters(2026),
        s -> s.hasParameters(),
        "to have parameters []\nbut had [2026]");
    check(
        s -> s.hasParameters(2026L),
        s -> s.hasParameters(2026, null),
        "to have parameters [2026, NULL]\nbut had [2026]");
    check(
        s -> s.hasParameter(1, new BigDecimal("2026.0")),
        s -> s.hasParameter(2, "x"),
        "to have parameter $2 'x'\nbut had parameters [2026]");
    check(s -> s.hasParameter(1, "2026"), s -> s.hasNoParameters(), "to have parameters []");
  }

  @Test
  void parametersOfManyTypes() {
    recording =
        WireScript.session()
            .client(
                parse("", "select $1, $2, $3, $4, $5", INT8, NUMERIC, Sessions.TEXT, DATE, INT8),
                bind("", "7", "1.50", "it's", "2026-02-03", null),
                execute(),
                SYNC)
            .server(PARSED, BOUND, tag("SELECT 0"), IDLE)
            .play();

    check(
        s -> s.hasParameters(7, 1.5, "it's", LocalDate.of(2026, 2, 3), null),
        s -> s.hasParameters(8, 1.5, "its", LocalDate.of(2026, 2, 4), ""),
        "to have parameters [8, 1.5, 'its', 2026-02-04, '']\n"
            + "but had [7, 1.50, 'it's', 2026-02-03, NULL]");
  }

  @Test
  void aSingleNullIsOneParameter() {
    recording =
        WireScript.session()
            .client(parse("", "select $1", INT8), bind("", (String) null), execute(), SYNC)
            .server(PARSED, BOUND, tag("SELECT 0"), IDLE)
            .play();

    check(s -> s.hasParameters((Object[]) null), s -> s.hasParameters(0), "but had [NULL]");
  }

  @Test
  void rows() {
    check(s -> s.returnedRows(2), s -> s.returnedRows(1), "to return 1 row\nbut returned 2 rows");
    check(s -> s.returnedRows(2), s -> s.returnedNoRows(), "to return 0 rows");
    check(
        s -> s.returnedRow(2, null),
        s -> s.returnedRow(2, 17),
        "to return the row [2, 17]\nbut returned 2 rows:\n  [1, 17]\n  [2, NULL]");
    check(
        s -> s.returnedColumns("id", "customer_id"),
        s -> s.returnedColumns("id"),
        "to have columns [\"id\"]\nbut had [\"id\", \"customer_id\"]");
    check(s -> s.affectedRows(2), s -> s.affectedRows(3), "to have affected rows 3\nbut had 2");
  }

  @Test
  void extendedUnnamed() {
    check(
        s -> s.isExtended().isNotServerPrepared().usedPortal(""),
        s -> s.isSimple(),
        "to be a simple query\nbut executed the unnamed statement of the extended protocol");
    check(
        s -> s.isNotServerPrepared(),
        s -> s.isServerPrepared(),
        "to execute a named prepared statement\nbut executed the unnamed statement");
    check(
        s -> s.hasFetchSize(0).hasFetches(1), s -> s.hasFetchSize(50), "fetch size 50\nbut had 0");
    check(s -> s.isOnConnection(1), s -> s.isOnConnection(2), "to have connection 2\nbut had 1");
    check(
        s -> s.hasOrigin(Origin.APPLICATION),
        s -> s.hasOrigin(Origin.POOL),
        "to have origin POOL\nbut had APPLICATION (no rule says otherwise)");
  }

  @Test
  void suspendedWithinANamedPortal() {
    recording =
        WireScript.session()
            .client(parse("S_1", "select 1"), bindTo("C_3", "S_1"), execute("C_3", 1), SYNC)
            .server(PARSED, BOUND, row("1"), new PortalSuspended(), IDLE)
            .play();

    check(s -> s.wasSuspended(), s -> s.succeeded(), "to succeed\nbut it was suspended");
    check(s -> s.hasFetchSize(1), s -> s.hasFetches(2), "to have fetches 2\nbut had 1");
    check(s -> s.usedPortal("C_3"), s -> s.usedPortal(""), "portal \"\"\nbut had \"C_3\"");
    check(
        s -> s.isServerPrepared(),
        s -> s.isNotServerPrepared(),
        "but executed the prepared statement \"S_1\"");
  }

  @Test
  void succeededAndFailed() {
    check(
        s -> s.succeeded(),
        s -> s.failedWith("23505"),
        "to fail with SQLSTATE 23505\nbut it completed: SELECT 2");
    check(s -> s.succeeded(), s -> s.wasSuspended(), "to be suspended\nbut it completed: SELECT 2");
    check(s -> s.succeeded(), s -> s.wasSkipped(), "to be skipped\nbut it completed");
    check(s -> s.succeeded(), s -> s.wasTakenBack(), "to be taken back\nbut it completed");
    check(s -> s.succeeded(), s -> s.isPending(), "to have no answer yet\nbut it completed");
    check(s -> s.succeeded(), s -> s.error(), "to have an error\nbut it completed: SELECT 2");
    check(s -> s.succeeded(), s -> s.copy(), "to copy data\nbut was \"select id");
  }

  @Test
  void simpleAndFailed() {
    recording =
        WireScript.session()
            .client(query("insert into t values (1)"))
            .server(Sessions.duplicateKey(), IDLE)
            .play();

    check(
        s -> s.failedWith("23505").failedWith("unique_violation"),
        s -> s.failedWith("23503"),
        "to fail with SQLSTATE 23503\n"
            + "but it failed with 23505 unique_violation: duplicate key value");
    check(
        s -> s.isSimple(), s -> s.isExtended(), "to be an extended query\nbut was a simple query");
    check(
        s -> s.error().hasConstraint("pk"),
        s -> s.error().hasConstraint("fk"),
        "Expecting the error to have constraint \"fk\"\nbut had \"pk\"");
  }

  @Test
  void pendingSkippedAndTakenBack() {
    recording = WireScript.session().client(query("select 1")).play();
    check(s -> s.isPending(), s -> s.succeeded(), "to succeed\nbut it has no answer");

    recording =
        WireScript.session()
            .client(parse("", "bad"), bind(""), execute())
            .client(parse("", "select 2"), bind(""), execute(), SYNC)
            .server(error("42601", "syntax error"), IDLE)
            .play();
    check(
        s -> s.failedWith("42601"), s -> s.wasSkipped(), "to be skipped\nbut it failed with 42601");
    assertThat(recording).statements().last().wasSkipped();

    recording =
        WireScript.session()
            .client(parse("", "insert into t values (1)"), bind(""), execute())
            .client(parse("", "bad"), bind(""), execute(), SYNC)
            .server(PARSED, BOUND, tag("INSERT 0 1"), error("42601", "syntax error"), IDLE)
            .play();
    check(
        s -> s.wasTakenBack(), s -> s.succeeded(), "to succeed\nbut it was taken back with 42601");
  }

  @Test
  void nullIsNoStatement() {
    org.assertj.core.api.Assertions.assertThat(
            FailureText.of(
                () -> assertThat((dev.postgreswire.recording.Statement) null).hasSql("select 1")))
        .contains("Expecting actual not to be null");
  }
}
