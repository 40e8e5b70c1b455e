package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.IN_BLOCK;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.bindTo;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.fatal;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.message.PortalSuspended;
import dev.postgreswire.message.TransactionStatus;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Direction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conversations whose source says when each message came, a second after the other. */
class TimesTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

  private final Recorder recorder = new Recorder(RecorderOptions.defaults());
  private final WireSink.Connection connection = open("db:5432");
  private Instant clock = TEN;

  private WireSink.Connection open(String server) {
    WireSink.Connection opened =
        recorder.opened(ConnectionOrigin.of(server, "app:4711").openedBy("nightly"), TEN);
    WireScript.session().playOn(opened);
    return opened;
  }

  private TimesTest client(Message... messages) {
    return say(connection, Direction.FRONTEND, messages);
  }

  private TimesTest server(Message... messages) {
    return say(connection, Direction.BACKEND, messages);
  }

  private TimesTest say(WireSink.Connection on, Direction direction, Message... messages) {
    for (Message message : messages) {
      clock = clock.plusSeconds(1);
      on.bytes(
          direction, MessageEncoder.encode(message, StandardCharsets.UTF_8).toByteBuffer(), clock);
    }
    return this;
  }

  private RecordedConnection recorded() {
    return recorder.recording().connections().get(0);
  }

  @Test
  void aStatementTakesAsLongAsFromItsBindToItsTag() {
    client(parse("", "select 1"), bind(""), execute(), SYNC);
    server(PARSED, BOUND, row("1"), row("2"), tag("SELECT 2"), IDLE);

    Statement statement = recorded().statements().get(0);
    assertThat(statement.startedAt()).isEqualTo(TEN.plusSeconds(2));
    assertThat(statement.timeToFirstRow()).contains(Duration.ofSeconds(5));
    assertThat(statement.duration()).contains(Duration.ofSeconds(7));
    assertThat(statement.isExtended()).isTrue();
    assertThat(statement.isSimple()).isFalse();
    assertThat(statement.isServerPrepared()).isFalse();
    Exchange exchange = recorded().exchanges().get(1);
    assertThat(exchange.startedAt()).isEqualTo(TEN.plusSeconds(1));
    assertThat(exchange.duration()).contains(Duration.ofSeconds(9));
    assertThat(exchange.connectionId()).isEqualTo(1);
  }

  @Test
  void aStatementWithoutRowsHasNoFirstRow() {
    client(query("create table t ()")).server(tag("CREATE TABLE"), IDLE);

    Statement statement = recorded().statements().get(0);
    assertThat(statement.timeToFirstRow()).isEmpty();
    assertThat(statement.duration()).contains(Duration.ofSeconds(1));
    assertThat(statement.isExtended()).isFalse();
    assertThat(statement.affectedRows()).isEmpty();
    assertThat(statement.connectionId()).isEqualTo(1);
  }

  @Test
  void aStatementUnderWayHasNoDuration() {
    client(query("select pg_sleep(60)"));

    assertThat(recorded().statements().get(0).duration()).isEmpty();
    assertThat(recorded().exchanges().get(1).isComplete()).isFalse();
    assertThat(recorded().pending()).isNotEmpty();
  }

  @Test
  void fetchesCountFromTheFirst() {
    client(query("begin")).server(tag("BEGIN"), IN_BLOCK);
    client(parse("", "select 1"), bindTo("c", ""), execute("c", 1), SYNC);
    server(PARSED, BOUND, row("1"), new PortalSuspended(), IN_BLOCK);
    client(execute("c", 1), SYNC).server(row("2"), new PortalSuspended(), IN_BLOCK);

    Statement statement = recorded().statements().get(1);
    assertThat(statement.startedAt()).isEqualTo(TEN.plusSeconds(5));
    assertThat(statement.timeToFirstRow()).contains(Duration.ofSeconds(5));
    assertThat(statement.duration()).contains(Duration.ofSeconds(11));
    assertThat(statement.outcome()).isEqualTo(Statement.Outcome.SUSPENDED);
  }

  /** A portal that was bound in an earlier round trip waited there because the client did. */
  @Test
  void aPortalThatWaitedCountsFromItsExecute() {
    client(query("begin")).server(tag("BEGIN"), IN_BLOCK);
    client(parse("", "select 1"), bindTo("p", ""), SYNC).server(PARSED, BOUND, IN_BLOCK);
    client(execute("p", -1), SYNC).server(row("1"), tag("SELECT 1"), IN_BLOCK);

    Statement statement = recorded().statements().get(1);
    assertThat(statement.startedAt()).isEqualTo(TEN.plusSeconds(10));
    assertThat(statement.portal()).isEqualTo("p");
    assertThat(statement.fetchSize()).as("-1 is all, too").isZero();
  }

  @Test
  void aTransactionGoesFromItsFirstStatementToTheAnswerToItsLast() {
    client(query("begin")).server(tag("BEGIN"), IN_BLOCK);
    client(query("select 1")).server(columns("?column?"), row("1"), tag("SELECT 1"), IN_BLOCK);
    client(query("commit")).server(tag("COMMIT"), IDLE);

    Transaction transaction = recorded().transactions().get(0);
    assertThat(transaction.startedAt()).isEqualTo(TEN.plusSeconds(1));
    assertThat(transaction.duration()).contains(Duration.ofSeconds(9));
    assertThat(transaction.connectionId()).isEqualTo(1);
    assertThat(transaction).hasToString("explicit transaction, 3 statements, COMMITTED");
  }

  @Test
  void aTransactionThatTheEndCutsGoesUpToIt() {
    Window window = recorder.openWindow("test"); // what is over is kept for it
    client(query("begin")).server(tag("BEGIN"), IN_BLOCK);
    connection.closed(Ending.RESET_BY_CLIENT, "reset", TEN.plusSeconds(10));

    assertThat(recorded().transactions().get(0).duration()).contains(Duration.ofSeconds(9));
    assertThat(recorded().closedAt()).contains(TEN.plusSeconds(10));
    assertThat(recorded().endDetail()).isEqualTo("reset");
    assertThat(recorded()).hasToString("connection 1 to db:5432 (RESET_BY_CLIENT)");
    window.close();
    assertThat(recorder.recording().isEmpty()).isTrue();
  }

  @Test
  void eventsHaveTheirTimes() {
    server(new NotificationResponse(7, "news", "hello"));
    server(fatal("57P01", "terminating connection"));

    Notification notification = recorded().notifications().get(0);
    assertThat(notification.time()).isEqualTo(TEN.plusSeconds(1));
    assertThat(notification.channel()).isEqualTo("news");
    assertThat(notification.processId()).isEqualTo(7);
    RecordedError error = recorded().errors().get(0);
    assertThat(error.time()).isEqualTo(TEN.plusSeconds(2));
    assertThat(error.isFatal()).isTrue();
    assertThat(error).hasToString("FATAL 57P01: terminating connection");
  }

  @Test
  void connectionsAreToldInOneOrderOfTime() {
    WireSink.Connection other = open("other:5432");
    client(query("select 'a'"));
    say(other, Direction.FRONTEND, query("select 'b'"));
    server(tag("SELECT 1"), IDLE);
    say(other, Direction.BACKEND, tag("SELECT 1"), IDLE);
    client(query("select 'c'")).server(tag("SELECT 1"), IDLE);

    Recording recording = recorder.recording();
    assertThat(recording.statements())
        .extracting(Statement::sql)
        .containsExactly("select 'a'", "select 'b'", "select 'c'");
    assertThat(recording.transactions())
        .extracting(Transaction::connectionId)
        .containsExactly(1, 2, 1);
    assertThat(
            recording.exchanges().stream()
                .filter(exchange -> exchange.kind() == Exchange.Kind.SIMPLE_QUERY)
                .map(Exchange::connectionId))
        .containsExactly(1, 2, 1);
    assertThat(recording).hasToString("2 connections, 3 statements, 0 errors");
    assertThat(recording.bytes(Direction.FRONTEND))
        .isEqualTo(
            recording.connections().stream().mapToLong(c -> c.bytes(Direction.FRONTEND)).sum())
        .isPositive();
  }

  /** Some source has made them up; they are as far away as times go here. */
  @Test
  void timesThatCannotBeAreFarAway() {
    clock = Instant.MAX.minusSeconds(1);
    client(query("select 1"));
    clock = Instant.MIN;
    server(tag("SELECT 1"));

    List<RecordedMessage> messages = recorded().messages();
    assertThat(messages.get(6).time()).isAfter(TEN.plus(Duration.ofDays(100_000)));
    assertThat(messages.get(7).time()).isBefore(TEN.minus(Duration.ofDays(100_000)));
  }

  @Test
  void aPartOfARecordingHasThoseConnectionsAndNoOthers() {
    open("other:5432");
    client(query("select 'a'")).server(tag("SELECT 1"), IDLE);

    Recording part = recorder.recording().only(c -> c.server().equals("db:5432"));

    assertThat(part.connections()).extracting(RecordedConnection::id).containsExactly(1);
    assertThat(part.snapshots()).extracting(ConnectionSnapshot::id).containsExactly(1);
    assertThat(part.statements()).hasSize(1);
    assertThat(part.connections().get(0).openedBy()).isEqualTo("nightly");
    assertThat(part.connections().get(0).openedAt()).isEqualTo(TEN);
    assertThat(part.connections().get(0).client()).isEqualTo("app:4711");
    assertThat(part.connections().get(0).isPartial()).isFalse();
    assertThat(part.connections().get(0).transactionStatus()).contains(TransactionStatus.IDLE);
    assertThat(part.statements().get(0).messageIndex()).isEqualTo(6);
    assertThat(recorder.recording().only(c -> false).isEmpty()).isTrue();
    assertThat(recorder.recording().isEmpty()).isFalse();
  }

  @Test
  void aWindowKnowsWhichConnectionsAreNew() {
    Window window = recorder.openWindow("late");
    WireSink.Connection late = recorder.opened(ConnectionOrigin.of("late:5432", ""));
    WireScript.session().playOn(late);

    assertThat(window.isClosed()).isFalse();
    assertThat(window.recording().connections()).hasSize(2);
    assertThat(window.recording().openedConnections())
        .extracting(RecordedConnection::openedBy)
        .containsExactly("late");
    assertThat(List.of(window.name(), window.recording().pending())).containsExactly("late", "");
    window.close();
    window.close();
    assertThat(window.isClosed()).isTrue();
    assertThat(window.recording().connections()).hasSize(2);
  }
}
