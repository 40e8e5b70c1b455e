package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.postgreswire.message.CloseComplete;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.NoData;
import dev.postgreswire.message.ParameterDescription;
import dev.postgreswire.message.PortalSuspended;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.testing.conformance.BreaksProtocol;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that fit no question are remarked upon, and what comes after is understood. */
@BreaksProtocol(because = "the answers fit no question")
class OutOfStepTest {
  private final WireScript script = WireScript.session();

  static Stream<Arguments> answers() {
    return Stream.of(
        arguments(PARSED, "ParseComplete"),
        arguments(BOUND, "BindComplete"),
        arguments(new CloseComplete(), "CloseComplete"),
        arguments(new NoData(), "NoData"),
        arguments(new PortalSuspended(), "PortalSuspended"),
        arguments(new ParameterDescription(List.of()), "ParameterDescription"),
        arguments(columns("a"), "A result"),
        arguments(row("1"), "A result"),
        arguments(tag("SELECT 1"), "A result"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whenNothingWasAsked(Message answer, String name) {
    RecordedConnection connection =
        script.server(answer).client(query("select 1")).server(tag("SELECT 1"), IDLE).connection();

    assertThat(connection.notes())
        .containsExactly(
            "#6: " + name + " answers nothing that was asked: the conversation is out of step");
    assertThat(connection.exchanges().get(1).kind()).isEqualTo(Exchange.Kind.OTHER);
    assertThat(connection.statements())
        .singleElement()
        .matches(statement -> statement.outcome() == Statement.Outcome.COMPLETED);
  }

  @Test
  void whenSomethingElseWasAsked() {
    RecordedConnection connection =
        script
            .client(parse("", "select 1"), SYNC)
            .server(BOUND, tag("SELECT 1"), PARSED, IDLE)
            .connection();

    assertThat(connection.notes())
        .containsExactly(
            "#8: BindComplete answers nothing that was asked: the conversation is out of step",
            "#9: A result answers nothing that was asked: the conversation is out of step");
    assertThat(connection.exchanges()).hasSize(2).allMatch(Exchange::isComplete);
    assertThat(connection.exchanges().get(1).messages()).hasSize(6);
  }

  @Test
  void whenTheServerIsReadyTooEarly() {
    RecordedConnection connection =
        script.client(parse("", "select 1"), SYNC).server(IDLE).connection();

    assertThat(connection.notes())
        .containsExactly("#8: ReadyForQuery came too early: the conversation is out of step");
    assertThat(connection.pending()).isEmpty();
  }
}
