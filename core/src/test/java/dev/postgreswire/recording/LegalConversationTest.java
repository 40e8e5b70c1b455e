package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.describePortal;
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
import dev.postgreswire.message.CopyOutResponse;
import dev.postgreswire.message.EmptyQueryResponse;
import dev.postgreswire.message.Flush;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.FunctionCall;
import dev.postgreswire.message.FunctionCallResponse;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.NoticeResponse;
import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.message.Oid;
import dev.postgreswire.testing.Effort;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Legal exchanges in any order, pipelined at random: each gets its own answers. */
class LegalConversationTest {
  private static final int CONVERSATIONS = Effort.of(300);
  private static final CopyInResponse COPY_IN = new CopyInResponse(Format.TEXT, List.of());
  private static final CopyData DATA = new CopyData(Bytes.ofHex("610a"));

  /** What a client sends, what the server answers, and what becomes of the statements. */
  private record Round(
      List<Message> client, List<Message> server, List<Statement.Outcome> outcomes) {
    Round(List<Message> client, List<Message> server, Statement.Outcome... outcomes) {
      this(client, server, List.of(outcomes));
    }
  }

  private static List<Message> all(Message... messages) {
    return List.of(messages);
  }

  private static final List<Round> ROUNDS =
      List.of(
          new Round(
              all(query("select 1")),
              all(columns("a"), row("1"), tag("SELECT 1"), IDLE),
              Statement.Outcome.COMPLETED),
          new Round(
              all(query("")), all(new EmptyQueryResponse(), IDLE), Statement.Outcome.COMPLETED),
          new Round(
              all(parse("", "select 1"), bind(""), describePortal(""), execute(), SYNC),
              all(PARSED, BOUND, columns("a"), row("1"), tag("SELECT 1"), IDLE),
              Statement.Outcome.COMPLETED),
          new Round(
              all(parse("", "selec"), bind(""), execute(), new Flush(), query("x"), SYNC),
              all(error("42601", "syntax error"), IDLE),
              Statement.Outcome.FAILED,
              Statement.Outcome.SKIPPED),
          new Round(
              all(parse("", "insert into t values (1)"), bind(""), execute(), SYNC),
              all(PARSED, BOUND, tag("INSERT 0 1"), error("23503", "violates"), IDLE),
              Statement.Outcome.TAKEN_BACK),
          new Round(
              all(query("copy t from stdin"), DATA, new CopyDone()),
              all(COPY_IN, tag("COPY 1"), IDLE),
              Statement.Outcome.COMPLETED),
          new Round(
              all(parse("", "copy"), bind(""), execute(), SYNC, DATA, new CopyDone(), SYNC),
              all(PARSED, BOUND, COPY_IN, tag("COPY 1"), IDLE),
              Statement.Outcome.COMPLETED),
          new Round(
              all(query("copy t to stdout")),
              all(
                  new CopyOutResponse(Format.TEXT, List.of()),
                  DATA,
                  new NoticeResponse(List.of()),
                  new CopyDone(),
                  tag("COPY 1"),
                  IDLE),
              Statement.Outcome.COMPLETED),
          new Round(
              all(new FunctionCall(new Oid(1), List.of(), List.of(), Format.TEXT)),
              all(new FunctionCallResponse(Optional.empty()), IDLE)),
          new Round(all(SYNC), all(new NotificationResponse(1, "a", ""), IDLE)));

  @Test
  void eachRequestGetsItsAnswer() {
    for (int seed = 0; seed < CONVERSATIONS; seed++) {
      try {
        play(new Random(seed));
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void play(Random random) {
    WireScript script = WireScript.session();
    List<Statement.Outcome> expected = new ArrayList<>();
    List<Round> pipelined = new ArrayList<>();
    int rounds = 1 + random.nextInt(12);
    for (int i = 0; i < rounds; i++) {
      Round round = ROUNDS.get(random.nextInt(ROUNDS.size()));
      expected.addAll(round.outcomes);
      script.client(round.client.toArray(Message[]::new));
      pipelined.add(round);
      if (random.nextBoolean()) {
        answer(script, pipelined);
      }
    }
    answer(script, pipelined);

    Recording recording = script.playOnce();
    RecordedConnection connection = recording.connections().get(0);
    assertThat(connection.notes()).isEmpty();
    assertThat(connection.statements())
        .extracting(Statement::outcome)
        .containsExactlyElementsOf(expected);
    assertThat(connection.exchanges()).hasSize(rounds + 1).allMatch(Exchange::isComplete);
    assertThat(connection.pending()).isEmpty();
    Checkpoints.check(recording);
  }

  private static void answer(WireScript script, List<Round> pipelined) {
    pipelined.forEach(round -> script.server(round.server.toArray(Message[]::new)));
    pipelined.clear();
  }
}
