package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyDone;
import dev.postgreswire.message.CopyInResponse;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.message.ParameterStatus;
import dev.postgreswire.message.SqlState;
import dev.postgreswire.message.TransactionStatus;
import dev.postgreswire.testing.TrackedExchanges;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.type.TypedValue;
import dev.postgreswire.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MessageTrackerTest {
  /** Messages up to the first ReadyForQuery in a scripted session. */
  private static final int HANDSHAKE = 6;

  @Test
  void executionsByNameTellTheSqlOfTheirParse() {
    List<MessageFacts> facts =
        facts(
            WireScript.session()
                .client(parse("S_1", "select name from t where id = $1", 23), SYNC)
                .server(PARSED, IDLE)
                .client(bind("S_1", "7"), execute(), SYNC)
                .server(BOUND, row("x"), tag("SELECT 1"), IDLE));
    String sql = "select name from t where id = $1";
    assertThat(facts.stream().map(MessageFacts::sql).map(found -> found.orElse("-")))
        .containsExactly(sql, "-", sql, "-", sql, sql, "-", sql, sql, sql, "-");
    assertThat(facts.get(4).parameters()).extracting(TypedValue::value).containsExactly(7);
    assertThat(facts.get(9).tag()).map(Object::toString).hasValue("SELECT 1");
    assertThat(facts.get(10).status()).hasValue(TransactionStatus.IDLE);
  }

  @Test
  void eachStatementOfAQueryTellsItsOwnSql() {
    List<MessageFacts> facts =
        facts(
            WireScript.session()
                .client(query("select 1; select 2"))
                .server(columns("a"), row("1"), tag("SELECT 1"))
                .server(columns("a"), row("2"), tag("SELECT 1"), IDLE));
    assertThat(facts.stream().map(fact -> fact.sql().orElse("-")))
        .containsExactly(
            "select 1; select 2",
            "select 1",
            "select 1",
            "select 1",
            "select 2",
            "select 2",
            "select 2",
            "select 1; select 2");
  }

  @Test
  void dataOfACopyTellsItsSqlAndWhatNobodyAskedForNone() {
    List<MessageFacts> facts =
        facts(
            WireScript.session()
                .client(query("copy t from stdin"))
                .server(new CopyInResponse(Format.TEXT, List.of()))
                .client(new CopyData(Bytes.ofHex("610a")), new CopyDone())
                .server(new NotificationResponse(1, "news", ""), new ParameterStatus("a", "b"))
                .server(tag("COPY 1"), IDLE)
                .client(new CopyData(Bytes.ofHex("610a"))));
    String sql = "copy t from stdin";
    assertThat(facts.stream().map(fact -> fact.sql().orElse("-")))
        .containsExactly(sql, sql, sql, sql, "-", "-", sql, sql, "-");
  }

  @Test
  void passwordsInSqlAreMasked() {
    List<MessageFacts> facts =
        facts(
            WireScript.session()
                .client(query("alter role a password 'swordfish'"))
                .server(error("42704", "role \"a\" does not exist"), IDLE));
    assertThat(facts).allSatisfy(fact -> assertThat(fact.toString()).doesNotContain("swordfish"));
    assertThat(facts.get(0).sql()).hasValue("alter role a password '********'");
    assertThat(facts.get(1).sqlState()).hasValue(new SqlState("42704"));
  }

  @Test
  void pipelinedAnswersBelongToTheExchangeOfTheirRequest() {
    List<MessageFacts> facts =
        facts(
            WireScript.session()
                .client(query("select 1"), query("select 2"))
                .server(columns("a"), row("1"), tag("SELECT 1"), IDLE)
                .server(columns("a"), row("2"), tag("SELECT 1"), IDLE));
    assertThat(facts)
        .extracting(MessageFacts::exchange)
        .containsExactly(1, 2, 1, 1, 1, 1, 2, 2, 2, 2);
    assertThat(facts.stream().map(fact -> fact.roundTrip().isPresent()))
        .containsExactly(false, false, false, false, false, true, false, false, false, true);
  }

  @Test
  void anErrorJoinsWhatTheServerSkips() {
    Recording recording =
        WireScript.session()
            .client(bind("nothing"), execute(), query("select 1"), SYNC)
            .server(error("26000", "no such statement"), IDLE)
            .client(query("select 2"))
            .server(tag("SELECT 0"), IDLE)
            .play();
    List<MessageFacts> facts = afterHandshake(recording);
    assertThat(facts).extracting(MessageFacts::exchange).containsExactly(1, 1, 1, 2, 1, 1, 3, 3, 3);
    assertThat(facts.get(4).absorbed()).containsExactly(2);
    TrackedExchanges.check(recording);
  }

  @Test
  void whatWasPreparedBeforeTheWindowIsKnown() {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    ConnectionRecorder connection = recorder.opened(ConnectionOrigin.of("server:5432", "client:1"));
    try (Window all = recorder.openWindow("all")) {
      Traffic.login(connection);
      Traffic.client(connection, Traffic.parse("S_1", "select 'before'"));
      Traffic.client(connection, Bytes.ofHex("5300000004"));
      Traffic.server(connection, Bytes.ofHex("3100000004").plus(Traffic.READY));
      try (Window window = recorder.openWindow("later")) {
        Traffic.client(connection, Traffic.message('B', Bytes.ofHex("00535f3100000000000000")));
        Recording recording = window.recording();
        List<MessageFacts> facts = TrackedExchanges.of(recording).get(1);
        assertThat(facts).hasSize(1);
        assertThat(facts.get(0).sql()).hasValue("select 'before'");
        assertThat(facts.get(0).exchange()).isEqualTo(2);
        assertThat(recording.exchanges().get(0).index()).isEqualTo(2);
      }
      assertThat(all.recording().messages()).isNotEmpty();
    }
  }

  @Test
  void timesAreThoseSinceTheMessageBeforeAndTheFirstOfTheRoundTrip() {
    WireScript script =
        WireScript.session().client(query("select 1")).server(tag("SELECT 0"), IDLE);
    List<RecordedMessage> messages = script.playOnce().messages();
    MessageTracker tracker = new MessageTracker();
    List<MessageFacts> facts = new ArrayList<>();
    Instant began = Instant.parse("2026-11-21T10:00:00Z");
    for (RecordedMessage message : messages) {
      Instant time = began.plusMillis(10L * message.index());
      facts.add(tracker.take(at(time, message)));
    }
    assertThat(facts.get(0).delta()).isEmpty();
    assertThat(facts.get(HANDSHAKE).delta()).hasValue(Duration.ofMillis(10));
    assertThat(facts.get(HANDSHAKE).elapsed()).isEqualTo(Duration.ofMillis(60));
    assertThat(facts.get(HANDSHAKE - 1).roundTrip()).hasValue(Duration.ofMillis(50));
    assertThat(facts.get(HANDSHAKE + 2).roundTrip()).hasValue(Duration.ofMillis(20));
  }

  /** Thousands of messages in one transaction, so that it forgets while something is under way. */
  @Test
  @Tag("long")
  void forgettingLosesNothingThatMatters() {
    WireScript script = WireScript.session().client(parse("S_1", "insert into t values ($1)", 23));
    for (int i = 0; i < 1500; i++) {
      script.client(bind("S_1", "1"), execute());
    }
    script.client(SYNC, query("select 1")).server(PARSED);
    for (int i = 0; i < 1400; i++) {
      script.server(BOUND, tag("INSERT 0 1"));
    }
    script.server(BOUND, error("23505", "duplicate"), IDLE, tag("SELECT 0"), IDLE);
    Recording recording = script.playOnce();
    TrackedExchanges.check(recording);
    List<MessageFacts> facts = afterHandshake(recording);
    assertThat(facts.get(facts.size() - 4).sql()).hasValue("insert into t values ($1)");
    assertThat(facts.get(facts.size() - 1).sql()).isEqualTo(Optional.of("select 1"));
  }

  /** A result of any number of rows, and any number of exchanges, take the same memory. */
  @Test
  void whatItRemembersDoesNotGrow() {
    ConnectionTracker tracker = new ConnectionTracker(1, new SqlMasks(), 0, Map.of());
    List<RecordedMessage> exchange =
        WireScript.session()
            .client(parse("", "select 1"), bind(""), execute(), SYNC)
            .server(PARSED, BOUND, row("1"), tag("SELECT 1"), IDLE)
            .playOnce()
            .messages();
    int index = 0;
    for (int round = 0; round < 3000; round++) {
      for (RecordedMessage message : round == 0 ? exchange : exchange.subList(HANDSHAKE, 15)) {
        tracker.take(numbered(index++, message), Instant.EPOCH);
      }
    }
    assertThat(tracker.remembered()).isLessThan(1024);
  }

  private static RecordedMessage at(Instant time, RecordedMessage message) {
    return new RecordedMessage(
        1,
        message.index(),
        time,
        message.phase(),
        message.frame(),
        message.context(),
        message.caller());
  }

  private static RecordedMessage numbered(int index, RecordedMessage message) {
    return new RecordedMessage(
        1,
        index,
        message.time(),
        message.phase(),
        message.frame(),
        message.context(),
        message.caller());
  }

  private static List<MessageFacts> facts(WireScript script) {
    return afterHandshake(script.play());
  }

  private static List<MessageFacts> afterHandshake(Recording recording) {
    List<MessageFacts> facts = TrackedExchanges.of(recording).get(1);
    return facts.subList(HANDSHAKE, facts.size());
  }
}
