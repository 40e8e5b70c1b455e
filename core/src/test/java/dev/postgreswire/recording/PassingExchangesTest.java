package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.IN_BLOCK;
import static dev.postgreswire.testing.Messages.IN_FAILED;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.bindTo;
import static dev.postgreswire.testing.Messages.closeStatement;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.describePortal;
import static dev.postgreswire.testing.Messages.describeStatement;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.CloseComplete;
import dev.postgreswire.message.CopyDone;
import dev.postgreswire.message.CopyInResponse;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.FrontendMessage;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.NoData;
import dev.postgreswire.message.NoticeResponse;
import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.message.ParameterStatus;
import dev.postgreswire.message.PortalSuspended;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.testing.conformance.BreaksProtocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be forgotten without being understood, and what not. */
class PassingExchangesTest {
  /** StartupMessage, AuthenticationOk, two ParameterStatus, BackendKeyData, ReadyForQuery. */
  private static final int BEGINNING = 6;

  private static final int CONVERSATIONS = 300;

  private final WireScript script = WireScript.session();
  private final Namespace names = new Namespace();

  @Test
  void executionsOfANamedStatementPass() {
    names.put(new Prepared("S_1", "select $1", List.of()));
    for (String value : List.of("1", "2", "3")) {
      script
          .client(bind("S_1", value), execute(), SYNC)
          .server(BOUND, row(value), tag("SELECT 1"), IDLE);
    }

    assertThat(passing().count()).isEqualTo(3);
    assertThat(passing().end()).isEqualTo(BEGINNING + 3 * 7);
  }

  @Test
  void theLastUnnamedStatementIsStillKnown() {
    for (String sql : List.of("select 1", "select 2", "select 3")) {
      script
          .client(parse("", sql), bind(""), describePortal(""), execute(), SYNC)
          .server(PARSED, BOUND, columns("a"), row("1"), tag("SELECT 1"), IDLE);
    }
    script.client(bind(""), execute(), SYNC).server(BOUND, row("1"), tag("SELECT 1"), IDLE);

    assertThat(passing().count()).as("all before the Parse of select 3").isEqualTo(2);
    assertThat(passing().seen()).as("nothing odd").isEqualTo(BEGINNING + 3 * 11 + 7);
  }

  @Test
  void aQueryEndsTheUnnamedStatement() {
    script
        .client(query("select 1"))
        .server(columns("a"), row("1"), tag("SELECT 1"), IDLE)
        .client(query("delete from t"))
        .server(tag("DELETE 7"), IDLE);

    assertThat(passing().count()).as("all before the last Query").isEqualTo(1);
  }

  @Test
  void aStatementThatIsUsedAndThenReplacedIsNotPassedOver() {
    names.put(new Prepared("", "select 1", List.of()));
    script
        .client(bind(""), execute(), parse("", "select 2"), SYNC)
        .server(BOUND, row("1"), tag("SELECT 1"), PARSED, IDLE);

    assertThat(passing().count()).isZero();
  }

  @Test
  void wholeTransactionsPassWithTheirCursors() {
    names.put(new Prepared("B", "begin", List.of()));
    names.put(new Prepared("C", "commit", List.of()));
    names.put(new Prepared("S_1", "select generate_series(1, 3)", List.of()));
    for (int i = 0; i < 2; i++) {
      script
          .client(bind("B"), execute(), SYNC)
          .server(BOUND, tag("BEGIN"), IN_BLOCK)
          .client(bindTo("C_1", "S_1"), execute("C_1", 2), SYNC)
          .server(BOUND, row("1"), row("2"), new PortalSuspended(), IN_BLOCK)
          .client(execute("C_1", 2), SYNC)
          .server(row("3"), tag("SELECT 1"), IN_BLOCK)
          .client(bind("C"), execute(), SYNC)
          .server(BOUND, tag("COMMIT"), IDLE);
    }
    int end = BEGINNING + 2 * 25;
    script.client(bind("B"), execute(), SYNC).server(BOUND, tag("BEGIN"), IN_BLOCK);

    assertThat(passing().count()).isEqualTo(8);
    assertThat(passing().end()).as("before the transaction that is open").isEqualTo(end);
  }

  @Test
  void pipelinesPass() {
    names.put(new Prepared("S_1", "select 1", List.of()));
    script
        .client(bind("S_1"), execute(), SYNC, bind("S_1"), execute(), SYNC)
        .server(BOUND, row("1"), tag("SELECT 1"), IDLE)
        .server(BOUND, row("1"), tag("SELECT 1"))
        .client(bind("S_1"))
        .server(IDLE)
        .client(execute(), SYNC);

    assertThat(passing().count()).as("none: it never was idle").isZero();
    script.server(BOUND, row("1"), tag("SELECT 1"), IDLE);
    assertThat(passing().count()).isEqualTo(3);
  }

  @Test
  void columnsAreNewsOnlyOnce() {
    Prepared prepared = new Prepared("S_1", "select 1", List.of());
    names.put(prepared);
    script
        .client(bind("S_1"), describePortal(""), execute(), SYNC)
        .server(BOUND, columns("a"), row("1"), tag("SELECT 1"), IDLE);

    assertThat(passing().count()).as("not described yet").isZero();
    prepared.columns = List.copyOf(columns("a").columns());
    assertThat(passing().count()).as("described").isEqualTo(1);
  }

  static List<List<Message>> answersThatStay() {
    return List.of(
        List.of(tag("SET"), IDLE),
        List.of(tag("PREPARE"), IDLE),
        List.of(tag("DEALLOCATE"), IDLE),
        List.of(tag("DISCARD ALL"), IDLE),
        List.of(tag("DECLARE CURSOR"), IDLE),
        List.of(tag("LISTEN"), IDLE),
        List.of(error("42601", "syntax error"), IDLE),
        List.of(new ParameterStatus("TimeZone", "UTC"), tag("SELECT 0"), IDLE),
        List.of(new NotificationResponse(1, "news", ""), tag("SELECT 0"), IDLE),
        List.of(new NoticeResponse(List.of()), tag("SELECT 0"), IDLE),
        List.of(new CopyInResponse(Format.TEXT, List.of())));
  }

  @ParameterizedTest
  @MethodSource("answersThatStay")
  void whatMayLeaveSomethingDoesNotPass(List<Message> answers) {
    names.put(new Prepared("S_1", "select 1", List.of()));
    script
        .client(bind("S_1"), execute(), SYNC)
        .server(BOUND)
        .server(answers.toArray(Message[]::new));

    assertThat(passing().count()).isZero();
    assertThat(passing().seen()).as("where it stopped").isEqualTo(BEGINNING + 4);
  }

  static List<Message> requestsThatStay() {
    return List.of(
        parse("S_2", "select 2"),
        describeStatement("S_1"),
        closeStatement("S_1"),
        new CopyDone(),
        new Terminate());
  }

  @ParameterizedTest
  @MethodSource("requestsThatStay")
  void whatChangesNamesDoesNotPass(Message request) {
    script.client(request);

    assertThat(passing().seen()).isEqualTo(BEGINNING);
  }

  @Test
  @BreaksProtocol(because = "a row that nobody asked for")
  void whatNobodyAskedForDoesNotPass() {
    script.server(row("1"));
    assertThat(passing().seen()).isEqualTo(BEGINNING);
  }

  @Test
  @BreaksProtocol(because = "a ReadyForQuery that nobody asked for")
  void aReadyForQueryTooManyDoesNotPass() {
    script.server(IDLE);
    assertThat(passing().count()).isZero();
  }

  /** What a client sends, and what the server answers. */
  private record Round(List<Message> client, List<Message> server) {
    Round(Message... messages) {
      this(
          List.of(messages).stream().filter(Round::isOfClient).toList(),
          List.of(messages).stream().filter(message -> !isOfClient(message)).toList());
    }

    private static boolean isOfClient(Message message) {
      return message instanceof FrontendMessage;
    }
  }

  private static final List<Round> ROUNDS =
      List.of(
          new Round(bind("S_1"), execute(), SYNC, BOUND, row("1"), tag("SELECT 1"), IDLE),
          new Round(bind("S_1"), describePortal(""), SYNC, BOUND, columns("a"), IDLE),
          new Round(bind("S_2"), describePortal(""), SYNC, BOUND, new NoData(), IDLE),
          new Round(bind(""), execute(), SYNC, BOUND, tag("SELECT 0"), IDLE),
          new Round(parse("", "select 1"), bind(""), SYNC, PARSED, BOUND, IDLE),
          new Round(parse("", "select 2"), SYNC, PARSED, IDLE),
          new Round(bind(""), parse("", "select 3"), SYNC, BOUND, PARSED, IDLE),
          new Round(query("select 4"), columns("a"), tag("SELECT 0"), IDLE),
          new Round(query("begin"), tag("BEGIN"), IN_BLOCK),
          new Round(query("commit"), tag("COMMIT"), IDLE),
          new Round(bindTo("C_1", "S_1"), SYNC, BOUND, IN_BLOCK),
          new Round(execute("C_1", 1), SYNC, row("1"), new PortalSuspended(), IN_BLOCK),
          new Round(query("prepare S_2 as select 5"), tag("PREPARE"), IDLE),
          new Round(query("set x to y"), tag("SET"), new ParameterStatus("x", "y"), IDLE),
          new Round(parse("S_1", "select 6"), SYNC, PARSED, IDLE),
          new Round(closeStatement("S_1"), SYNC, new CloseComplete(), IDLE),
          new Round(parse("", "selec"), SYNC, error("42601", "syntax error"), IDLE),
          new Round(query("selec"), error("42601", "syntax error"), IN_FAILED));

  /** Checked against a conversation of which each message is understood. */
  @Test
  @Tag("long")
  void whatIsRememberedIsTheSameInAnyConversation() {
    for (int seed = 0; seed < CONVERSATIONS; seed++) {
      Random random = new Random(seed);
      WireScript conversation = WireScript.session();
      List<Round> pipelined = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Round round = ROUNDS.get(random.nextInt(ROUNDS.size()));
        conversation.client(round.client().toArray(Message[]::new));
        pipelined.add(round);
        if (random.nextInt(3) > 0) {
          pipelined.forEach(r -> conversation.server(r.server().toArray(Message[]::new)));
          pipelined.clear();
        }
      }
      assertThat(Checkpoints.check(conversation.playOnce())).as("seed %d", seed).isPositive();
    }
  }

  private PassingExchanges passing() {
    LogView log = script.playOnce().snapshots().get(0).view();
    return PassingExchanges.find(log, names, StandardCharsets.UTF_8, BEGINNING, log.end());
  }
}
