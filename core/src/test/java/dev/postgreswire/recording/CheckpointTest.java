package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.IN_BLOCK;
import static dev.postgreswire.testing.Messages.IN_FAILED;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.bindTo;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.describeStatement;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.fatal;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.message.Oid;
import dev.postgreswire.message.ParameterDescription;
import dev.postgreswire.message.ParameterStatus;
import dev.postgreswire.message.PortalSuspended;
import dev.postgreswire.testing.WireScript;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A recording from any checkpoint is the tail of the full one. */
class CheckpointTest {
  private final WireScript script = WireScript.session();

  @Test
  void aLongConversation() {
    prepare();
    block();
    failures();
    script.server(fatal("57P01", "terminating connection")).closed(Ending.CLOSED_BY_SERVER);

    assertThat(Checkpoints.check(script.play())).isGreaterThan(15);
  }

  private void prepare() {
    script
        .client(parse("S_1", "select $1 + 1"), describeStatement("S_1"), SYNC)
        .server(PARSED, new ParameterDescription(List.of(new Oid(23))), columns("sum"), IDLE)
        .client(query("prepare p as select 1; set client_encoding to latin1"))
        .server(tag("PREPARE"), tag("SET"), new ParameterStatus("client_encoding", "LATIN1"), IDLE)
        .client(parse("", "select 'unnamed'"), SYNC)
        .server(PARSED, IDLE)
        .client(bind(""), execute(), SYNC)
        .server(BOUND, row("unnamed"), tag("SELECT 1"), IDLE)
        .client(bind("S_1", "41"), execute(), SYNC)
        .server(BOUND, row("42"), tag("SELECT 1"), IDLE)
        .server(new NotificationResponse(7, "news", "hello"))
        .server(new NotificationResponse(7, "news", "again"))
        .client(query("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"))
        .server(tag("SET"), IDLE);
  }

  private void block() {
    script
        .client(query("begin isolation level serializable"))
        .server(tag("BEGIN"), IN_BLOCK)
        .client(bindTo("C_1", "S_1", "1"), SYNC)
        .server(BOUND, IN_BLOCK)
        .client(execute("C_1", 1), SYNC)
        .server(row("2"), new PortalSuspended(), IN_BLOCK)
        .client(execute("C_1", 1), SYNC)
        .server(tag("SELECT 0"), IN_BLOCK)
        .client(bind("p"), execute(), SYNC)
        .server(BOUND, row("1"), tag("SELECT 1"), IN_BLOCK)
        .client(query("select 1/0"))
        .server(error("22012", "division by zero"), IN_FAILED)
        .client(query("commit"))
        .server(tag("ROLLBACK"), IDLE);
  }

  private void failures() {
    script
        .client(parse("", "selec"), bind(""), execute(), SYNC, query("select 1"))
        .server(error("42601", "syntax error"), IDLE, tag("SELECT 1"), IDLE)
        .client(query("deallocate p"))
        .server(tag("DEALLOCATE"), IDLE)
        .client(query("begin"))
        .server(tag("BEGIN"), IN_BLOCK);
  }
}
