package dev.postgreswire.assertj;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.fatal;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.NoticeResponse;
import dev.postgreswire.recording.RecordedError;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.testing.WireScript;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ErrorAssertTest {
  private static final String INSERT = "insert into invoice values (1)";

  private final Recording recording =
      WireScript.session().client(query(INSERT)).server(Sessions.duplicateKey(), IDLE).play();

  private void check(Consumer<ErrorAssert> passes, Consumer<ErrorAssert> fails, String text) {
    FailureText.check(() -> assertThat(recording).errors().singleElement(), passes, fails, text);
  }

  @Test
  void theWholeText() {
    assertThat(FailureText.of(() -> assertThat(recording).errors().isEmpty()))
        .isEqualTo(
            """
            Expecting no errors but there was 1

               #  conn  severity  sqlstate                message
             > 1  c1    ERROR     23505 unique_violation  duplicate key value violates unique constraint "pk"
            error 1:
              detail: Key (id)=(1) already exists.
              hint: Try another.
              position: 13
              internalPosition: 7
              internalQuery: select 1/0
              where: SQL function f
              schema: public
              table: invoice
              column: id
              dataType: money
              constraint: pk
              z: odd
              sql: insert into invoice values (1)
            c1 was opened in this window (no password asked, TLS off)\
            """);
  }

  @Test
  void sqlState() {
    check(
        e -> e.hasSqlState("23505").hasSqlState("unique_violation").hasSqlStateClass("23"),
        e -> e.hasSqlState("23503"),
        "to have SQLSTATE 23503\nbut had 23505 unique_violation: duplicate key value");
    check(e -> {}, e -> e.hasSqlStateClass("42"), "SQLSTATE class \"42\"\nbut had \"23\"");
  }

  @Test
  void texts() {
    String message = "duplicate key value violates unique constraint \"pk\"";
    check(e -> e.hasSeverity("ERROR"), e -> e.hasSeverity("FATAL"), "had \"ERROR\"");
    check(e -> e.hasMessage(message), e -> e.hasMessage("x"), "had \"duplicate key");
    check(e -> e.hasMessageContaining("pk"), e -> e.hasMessageContaining("fk"), "had \"duplicate");
    check(
        e -> e.hasDetail("Key (id)=(1) already exists."),
        e -> e.hasDetail("x"),
        "to have detail \"x\"\nbut had \"Key (id)=(1) already exists.\"");
    check(e -> e.hasDetailContaining("(1)"), e -> e.hasDetailContaining("(2)"), "had \"Key");
    check(e -> {}, e -> e.hasNoDetail(), "to have detail none\nbut had \"Key");
    check(e -> e.hasHint("Try another."), e -> e.hasHint("x"), "had \"Try another.\"");
    check(
        e -> e.hasWhereContaining("SQL"), e -> e.hasWhereContaining("x"), "had \"SQL function f\"");
  }

  @Test
  void places() {
    check(e -> e.hasPosition(13), e -> e.hasPosition(1), "to have position \"1\"\nbut had \"13\"");
    check(e -> e.hasInternalPosition(7), e -> e.hasInternalPosition(1), "had \"7\"");
    check(e -> e.hasInternalQuery("select 1/0"), e -> e.hasInternalQuery(""), "had \"select 1/0\"");
    check(e -> e.hasFile("nbtinsert.c"), e -> e.hasFile("x"), "had \"nbtinsert.c\"");
    check(e -> e.hasLine(666), e -> e.hasLine(1), "had \"666\"");
    check(
        e -> e.hasRoutine("_bt_check_unique"), e -> e.hasRoutine("x"), "had \"_bt_check_unique\"");
  }

  @Test
  void names() {
    check(e -> e.hasSchema("public"), e -> e.hasSchema("x"), "had \"public\"");
    check(e -> e.hasTable("invoice"), e -> e.hasTable("x"), "had \"invoice\"");
    check(e -> e.hasColumn("id"), e -> e.hasColumn("x"), "had \"id\"");
    check(e -> e.hasDataType("money"), e -> e.hasDataType("x"), "had \"money\"");
    check(e -> e.hasConstraint("pk"), e -> e.hasConstraint("x"), "had \"pk\"");
    check(
        e -> e.hasField('z', "odd"),
        e -> e.hasField('z', "x"),
        "to have field z \"x\"\nbut had \"odd\"");
    check(
        e -> e.doesNotHaveField('y'),
        e -> e.doesNotHaveField('z'),
        "field z none\nbut had \"odd\"");
  }

  @Test
  void theStatementItIsAbout() {
    check(
        e -> e.isAboutSql("insert into  invoice values (1)"),
        e -> e.isAboutSql("select 1"),
        "to be about the statement \"select 1\"\nbut was about \"" + INSERT + "\"");
    RecordedError alone = recording.errors().get(0);
    assertThat(FailureText.of(() -> assertThat(alone).isAboutSql("select 1")))
        .contains("but was about another statement");
    RecordedError ofNone =
        WireScript.session().server(fatal("57P01", "bye")).play().errors().get(0);
    assertThat(FailureText.of(() -> assertThat(ofNone).isAboutSql("select 1")))
        .contains("but was about no statement");
  }

  @Test
  void severityThatEndsTheSession() {
    check(e -> e.isNotFatal(), e -> e.isFatal(), "to be fatal\nbut was of severity ERROR");
    RecordedError farewell =
        WireScript.session().server(fatal("57P01", "bye")).play().errors().get(0);
    FailureText.check(
        () -> assertThat(farewell),
        e -> e.isFatal(),
        e -> e.isNotFatal(),
        "not to be fatal\nbut was of severity FATAL");
    FailureText.check(
        () -> assertThat(farewell), e -> e.hasNoDetail(), e -> e.hasDetail("x"), "but had none");
  }

  @Test
  void notices() {
    Recording noticed =
        WireScript.session()
            .client(query("drop table if exists t"))
            .server(
                new NoticeResponse(
                    Sessions.fields("S=NOTICE", "V=NOTICE", "C=00000", "M=skipping")))
            .server(tag("DROP TABLE"), IDLE)
            .play();
    FailureText.check(
        () -> assertThat(noticed).notices(),
        n -> n.singleElement().hasSeverity("NOTICE").hasMessage("skipping"),
        n -> n.isEmpty(),
        "Expecting no notices but there was 1");
    FailureText.check(
        () -> assertThat(noticed.notices().get(0)),
        n -> n.hasSqlState("00000"),
        n -> n.hasMessage("x"),
        "Expecting the notice to have message \"x\"\nbut had \"skipping\"");
  }
}
