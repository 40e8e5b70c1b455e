package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.IN_BLOCK;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.bindTo;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.ReadyForQuery;
import dev.postgreswire.testing.WireScript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What is pending is gone through again only where it may mean something else now: else a pipeline
 * of n transactions, or of n errors, would take n² steps. A Bind that is resolved again has a new
 * portal.
 */
class PipelineCostTest {
  private final WireScript script = WireScript.session();

  @Test
  void theEndOfATransactionLeavesWhatIsPendingAlone() {
    for (int i = 0; i < 3; i++) {
      script.client(statement("begin")).client(statement("select 1")).client(statement("commit"));
    }
    for (int i = 0; i < 3; i++) {
      answer("BEGIN", IN_BLOCK);
      answer("SELECT 1", IN_BLOCK);
      answer("COMMIT", IDLE);
    }

    assertThat(timesResolved()).isOne();
    RecordedConnection connection = script.connection();
    assertThat(connection.transactions()).hasSize(3);
    assertThat(connection.statements())
        .hasSize(9)
        .allMatch(statement -> statement.outcome() == Statement.Outcome.COMPLETED);
    assertThat(connection.notes()).isEmpty();
  }

  @Test
  void anErrorLeavesWhatIsPendingAlone() {
    for (int i = 0; i < 4; i++) {
      script.client(statement("select 1 / 0"));
    }
    for (int i = 0; i < 4; i++) {
      script.server(PARSED, error("22012", "division by zero"), IDLE);
    }

    assertThat(timesResolved()).isOne();
    RecordedConnection connection = script.connection();
    assertThat(connection.statements())
        .hasSize(4)
        .allMatch(statement -> statement.outcome() == Statement.Outcome.FAILED);
    assertThat(connection.notes()).isEmpty();
  }

  @Test
  void aStatementWithANameThatFailsIsNotThereForWhatIsPending() {
    script
        .client(parse("S_1", "selec 1"), SYNC)
        .client(bind("S_1"), execute(), SYNC)
        .server(error("42601", "syntax error"), IDLE);

    assertThat(timesResolved()).isEqualTo(2);
    script.server(error("26000", "prepared statement \"S_1\" does not exist"), IDLE);
    assertThat(script.connection().statements()).extracting(Statement::sql).containsExactly("");
  }

  @Test
  void anUnnamedStatementThatFailsIsNotThereForWhatIsPending() {
    script
        .client(parse("", "select 1 / 0"), bind(""), execute(), SYNC)
        .client(bind(""), execute(), SYNC)
        .server(error("42601", "syntax error"), IDLE);

    assertThat(timesResolved()).isEqualTo(2);
    script.server(error("26000", "unnamed prepared statement does not exist"), IDLE);
    assertThat(script.connection().statements())
        .extracting(Statement::sql)
        .containsExactly("select 1 / 0", "");
  }

  @Test
  void aPortalWithANameDoesNotOutliveItsTransaction() {
    script
        .client(statement("begin"))
        .client(parse("S_1", "select 1"), bindTo("C_1", "S_1"), execute("C_1", 0), SYNC)
        .client(statement("commit"))
        .client(execute("C_1", 0), SYNC);
    answer("BEGIN", IN_BLOCK);
    script.server(PARSED, BOUND, row("1"), tag("SELECT 1"), IN_BLOCK);
    answer("COMMIT", IDLE);
    script.server(error("34000", "portal \"C_1\" does not exist"), IDLE);

    assertThat(script.connection().statements())
        .extracting(Statement::outcome)
        .last()
        .isEqualTo(Statement.Outcome.FAILED);
    assertThat(Checkpoints.check(script.play())).isPositive();
  }

  private static Message[] statement(String sql) {
    return new Message[] {parse("", sql), bind(""), execute(), SYNC};
  }

  private void answer(String tag, ReadyForQuery ready) {
    script.server(PARSED, BOUND, tag(tag), ready);
  }

  /** Returns how often the Bind that came last was resolved. */
  private int timesResolved() {
    ConnectionSnapshot snapshot = script.play().snapshots().get(0);
    Conversation conversation = snapshot.checkpoint().resume(snapshot.view());
    Set<Portal> portals = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 1; i <= snapshot.view().end(); i++) {
      conversation.takeUpTo(i);
      lastBind(conversation)
          .filter(bind -> bind.index == lastBind(snapshot))
          .ifPresent(bind -> portals.add(bind.portal));
    }
    return portals.size();
  }

  private static Optional<Request.BindRequest> lastBind(Conversation conversation) {
    List<Request.BindRequest> binds = new ArrayList<>();
    conversation
        .session()
        .pipeline
        .forEach(
            request -> {
              if (request instanceof Request.BindRequest bind) {
                binds.add(bind);
              }
            });
    return binds.stream().reduce((first, second) -> second);
  }

  private static int lastBind(ConnectionSnapshot snapshot) {
    int last = -1;
    for (int i = 0; i < snapshot.view().end(); i++) {
      last = snapshot.view().frame(i).type() == 'B' ? i : last;
    }
    return last;
  }
}
