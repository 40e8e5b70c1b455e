package dev.postgreswire.assertj;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.IN_BLOCK;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.recording.Origin;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Window;
import dev.postgreswire.testing.WireScript;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RecordingAssertTest {
  private Recording recording = Sessions.invoices();

  private void check(
      Consumer<RecordingAssert> passes, Consumer<RecordingAssert> fails, String... texts) {
    FailureText.check(() -> assertThat(recording), passes, fails, texts);
  }

  @Test
  void statementsByOrigin() {
    check(
        r -> r.statements().hasSize(4),
        r -> r.statements().hasSize(7),
        "7 statements but there were 4");
    check(r -> r.allStatements().hasSize(7), r -> r.allStatements().hasSize(4), "were 7");
    check(
        r -> r.statements(Origin.DRIVER).hasSize(2),
        r -> r.statements(Origin.POOL, Origin.DRIVER).hasSize(2),
        "Expecting 2 statements but there were 3",
        "1  c1    T1",
        "BEGIN READ ONLY",
        "empty query");
  }

  @Test
  void statementsByTheServersTag() {
    recording = written("insert into t values (1)", "INSERT 0 1");
    check(
        r -> r.inserts().hasSize(1),
        r -> r.selects().hasSize(1),
        "other statements of the application: INSERT");
    recording = written("with x as (select 1) update t set a = 1", "UPDATE 4");
    check(r -> r.updates().first().affectedRows(4), r -> r.inserts().hasSize(1), "UPDATE");
    recording = written("delete from t", "DELETE 0");
    check(r -> r.deletes().hasSize(1), r -> r.updates().hasSize(1), "DELETE");
    recording = written("insert into t values (1) returning a", "SELECT 1");
    check(r -> r.selects().hasSize(1), r -> r.deletes().hasSize(1), "SELECT");
  }

  private static Recording written(String sql, String tag) {
    return WireScript.session().client(query(sql)).server(tag(tag), IDLE).play();
  }

  @Test
  void roundTrips() {
    check(
        r -> r.hasRoundTrips(6).hasAtMostRoundTrips(6),
        r -> r.hasAtMostRoundTrips(5),
        "Expecting at most 5 round trips but there were 6",
        "   2  c1    extended query        12     0.0  select id, customer_id",
        "not counted: 1 by the pool");
    check(r -> {}, r -> r.hasRoundTrips(1), "Expecting 1 round trip but there were 6");
    check(r -> r.roundTrips().isEqualTo(6), r -> r.roundTrips().isEqualTo(5), "Expecting 5 round");
    check(r -> r.roundTrips().isLessThan(7), r -> r.roundTrips().isLessThan(6), "fewer than 6");
    check(
        r -> r.roundTrips().isGreaterThan(5), r -> r.roundTrips().isGreaterThan(6), "more than 6");
    check(
        r -> r.roundTrips().isGreaterThanOrEqualTo(6),
        r -> r.roundTrips().isGreaterThanOrEqualTo(7),
        "at least 7 round trips");
    check(r -> r.roundTrips().isBetween(6, 7), r -> r.roundTrips().isBetween(1, 5), "at most 5");
    check(r -> r.roundTrips().isPositive(), r -> r.roundTrips().isZero(), "0 round trips");
    check(
        r -> r.roundTrips().isNotEqualTo(1), r -> r.roundTrips().isOne(), "Expecting 1 round trip");
  }

  @Test
  void transactions() {
    check(
        r -> r.transactions().hasSize(2).first().isCommitted(),
        r -> r.transactions().singleElement(),
        "Expecting exactly 1 transaction but there were 2",
        "1  c1    committed    explicit  read only  -");
    check(r -> r.hasNoOpenTransactions(), r -> r.transactions().isEmpty(), "no transactions");
    recording = WireScript.session().client(query("BEGIN")).server(tag("BEGIN"), IN_BLOCK).play();
    check(
        r -> r.allTransactions().first().isOpen(),
        r -> r.hasNoOpenTransactions(),
        """
        Expecting no open transactions but there was 1

           #  conn  outcome  begun     access  isolation      ms  statements
         > 1  c1    open     explicit  -       -\
        """);
  }

  @Test
  void exchanges() {
    check(
        r -> r.exchanges().hasSize(8),
        r -> r.exchanges().hasSizeLessThan(8),
        "Expecting fewer than 8 exchanges but there were 8",
        "1  c1    startup");
    check(r -> r.hasNoPendingExchanges(), r -> r.exchanges().hasSizeGreaterThan(8), "more than 8");
    recording = WireScript.session().client(query("select 1")).play();
    check(
        r -> r.exchanges().last().hasStatements(1),
        r -> r.hasNoPendingExchanges(),
        "no exchanges without answer but there was 1",
        " > 2  c1    simple query");
  }

  @Test
  void listsOfOtherKinds() {
    check(r -> r.errors().hasSize(1), r -> r.errors().isEmpty(), "Expecting no errors");
    check(
        r -> r.notices().isEmpty(),
        r -> r.notices().isNotEmpty(),
        "at least 1 notice but there were none");
    check(
        r -> r.batches().isEmpty(),
        r -> r.batches().first(),
        "at least 1 batch but there were none");
    check(r -> r.copies().isEmpty(), r -> r.copies().last(), "at least 1 copy but there were none");
    check(r -> r.cancels().isEmpty(), r -> r.cancels().element(1), "at least 2 cancellations");
    check(
        r -> r.messages().hasSize(46),
        r -> r.messages().hasSize(1),
        "Expecting 1 message but there were 46");
    check(
        r -> r.notifications().isEmpty(),
        r -> r.notifications().hasSizeGreaterThanOrEqualTo(1),
        "at least 1 notification but there were none");
    recording = WireScript.session().server(new NotificationResponse(7, "news", "hello")).play();
    check(
        r -> r.notifications().hasSizeLessThanOrEqualTo(1),
        r -> r.notifications().isEmpty(),
        " > 1  c1    news     7             hello");
  }

  @Test
  void connections() {
    check(
        r -> r.singleConnection().isOpen(),
        r -> r.connections().isEmpty(),
        "Expecting no connections but there was 1");
    check(
        r -> r.openedConnections().hasSize(1),
        r -> r.openedConnections().hasSize(2),
        "Expecting 2 connections but there was 1");
    Recorder recorder = new Recorder(new RecorderOptions(1 << 20));
    WireScript.session().playOn(recorder);
    try (Window window = recorder.openWindow("later")) {
      WireScript.session().playOn(recorder);
      recording = window.recording();
    }
    check(
        r -> r.openedConnections().singleElement().wasOpenedInWindow(),
        r -> r.singleConnection(),
        "Expecting exactly 1 connection but there were 2",
        "   1  c1    before          alice",
        "   2  c2    in this window  alice");
  }

  @Test
  void repeatedStatements() {
    check(r -> r.hasNoRepeatedStatements(3), r -> r.hasNoRepeatedStatements(2), "2 × select name");
    recording = Sessions.oneSelect();
    check(
        r -> r.hasNoRepeatedStatements(),
        r -> r.hasNoStatements(),
        "no statements but there was 1");
  }

  @Test
  void undecodedMessages() {
    check(r -> r.hasNoUndecodedMessages(), r -> r.messages().isEmpty(), "no messages");
    recording = WireScript.session().serverHex("53 00000005 41").play();
    check(
        r -> r.hasNoStatements(),
        r -> r.hasNoUndecodedMessages(),
        "Expecting no undecoded messages but there was 1",
        "  c1 #6, byte 84 from the backend: field 'name' has no terminating NUL",
        " > 1  c1        6  B    ");
  }

  @Test
  void statementsCanBeNarrowed() {
    check(
        r -> r.statements().withCommand("select").hasSize(3),
        r -> r.statements().withCommand("insert").first(),
        "at least 1 statement but there were none");
    check(
        r -> r.statements().withSqlContaining("from customer").hasSize(2),
        r -> r.statements().withSqlContaining("from customer").hasSize(1),
        "Expecting 1 statement but there were 2");
    check(
        r -> r.statements().onConnection(1).hasSize(4),
        r -> r.statements().onConnection(2).isNotEmpty(),
        "other statements of the application: SELECT × 3, without a tag");
    check(
        r -> r.statements().filteredOn(s -> s.isSimple()).singleElement().isSimple(),
        r -> r.statements().filteredOn(s -> s.isSimple()).hasSize(3),
        "Expecting 3 statements but there was 1",
        "1  c1    -      -     0.0  insert into");
  }

  @Test
  void statementsCanBeFound() {
    check(
        r -> r.statements().containsSql(Sessions.INVOICES).hasParameters(2026),
        r -> r.statements().containsSql("select 1"),
        "Expecting a statement\n  to have sql \"select 1\"\nbut none of 4 statements is so\n"
            + "nearest match: statement");
    check(
        r -> r.statements().containsSql(Sessions.CUSTOMER, 18).returnedRows(1),
        r -> r.statements().containsSql(Sessions.CUSTOMER, 19),
        "  ✓ sql\n  ✗ parameters  had [17]");
    check(
        r -> r.statements().doesNotContainSql("select 1"),
        r -> r.statements().doesNotContainSql(Sessions.CUSTOMER),
        "Expecting no statement to have sql \"select name from customer where id = $1\"\n"
            + "but there were 2",
        " > 2  c1",
        " > 3  c1");
  }

  @Test
  void usableBesideAssertJsOwn() {
    assertThat(recording.statements()).hasSize(7);
    assertThat(recording).isNotNull().statements().extracting(s -> s.isSimple()).contains(true);
    assertThat(FailureText.of(() -> assertThat((Recording) null).statements()))
        .contains("Expecting actual not to be null");
  }
}
