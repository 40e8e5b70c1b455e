package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyDone;
import dev.postgreswire.message.CopyInResponse;
import dev.postgreswire.message.Flush;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.FunctionCall;
import dev.postgreswire.message.Oid;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages of a client that come where nobody waits for them are in the exchange around them. */
@BreaksProtocol(because = "the client sends what the server does not expect")
class StrayMessagesTest {
  private static final String UNKNOWN = "7a 00000004";
  private static final CopyData DATA = new CopyData(Bytes.ofHex("610a"));

  private final WireScript script = WireScript.session();

  @Test
  void anUnknownOneOutsideOfAnyIsOneOfItsOwn() {
    List<Exchange> exchanges = script.clientHex(UNKNOWN).connection().exchanges();

    assertThat(exchanges).hasSize(2);
    assertThat(exchanges.get(1).kind()).isEqualTo(Exchange.Kind.OTHER);
    assertThat(exchanges.get(1).messages()).hasSize(1);
  }

  @Test
  void anUnknownOneBelongsToWhatIsBeingSent() {
    script.client(parse("", "select 1")).clientHex(UNKNOWN).client(SYNC).server(PARSED, IDLE);

    assertThat(only().messages()).hasSize(5);
  }

  @Test
  void anUnknownOneBelongsToWhatWasAsked() {
    script.client(query("select 1")).clientHex(UNKNOWN).server(tag("SELECT 1"), IDLE);

    assertThat(only().messages()).hasSize(4);
  }

  @Test
  void aFlushBelongsToWhatIsBeingSent() {
    script.client(parse("", "select 1"), new Flush()).server(PARSED).client(SYNC).server(IDLE);

    assertThat(only().messages()).hasSize(5);
  }

  @Test
  void dataOutsideOfAnyIsOneOfItsOwn() {
    List<Exchange> exchanges = script.client(DATA).connection().exchanges();

    assertThat(exchanges).hasSize(2);
    assertThat(exchanges.get(1).kind()).isEqualTo(Exchange.Kind.OTHER);
  }

  @Test
  void dataBelongsToWhatIsBeingSentOnceAllIsAnswered() {
    script.client(parse("", "select 1")).server(PARSED).client(DATA, SYNC).server(IDLE);

    assertThat(only().messages()).hasSize(5);
  }

  @Test
  void dataAfterACopyBelongsToIt() {
    script
        .client(query("copy t from stdin"))
        .server(new CopyInResponse(Format.TEXT, List.of()))
        .client(DATA, new CopyDone())
        .server(tag("COPY 1"), IDLE)
        .client(DATA);

    assertThat(only().messages()).hasSize(7);
    Copy copy = script.connection().statements().get(0).copy().orElseThrow();
    assertThat(copy.messages()).hasSize(1);
  }

  @Test
  void aFunctionCallAfterAnErrorIsSkipped() {
    FunctionCall call = new FunctionCall(new Oid(1), List.of(), List.of(), Format.TEXT);
    script
        .client(parse("", "selec"))
        .server(error("42601", "syntax error"))
        .client(call, SYNC)
        .server(IDLE);

    assertThat(only().kind()).isEqualTo(Exchange.Kind.EXTENDED_QUERY);
    assertThat(only().messages()).hasSize(5);
    assertThat(script.connection().pending()).isEmpty();
  }

  /** A Query drops the unnamed statement, so that there is nothing to bind. */
  @Test
  void aQueryForgetsTheUnnamedStatement() {
    script
        .client(parse("", "select 1"), SYNC)
        .server(PARSED, IDLE)
        .client(query("select 2"), bind(""), execute(), SYNC)
        .server(tag("SELECT 1"), IDLE)
        .server(error("26000", "unnamed prepared statement does not exist"), IDLE);

    assertThat(script.connection().statements())
        .extracting(Statement::sql)
        .containsExactly("select 2", "");
  }

  /** The name is not there after the error, whatever was sent for it. */
  @Test
  void whatWasSkippedHasNoName() {
    script
        .client(parse("", "selec"))
        .server(error("42601", "syntax error"))
        .client(parse("S_1", "select 1"), SYNC)
        .server(IDLE)
        .client(bind("S_1"), execute(), SYNC)
        .server(error("26000", "prepared statement \"S_1\" does not exist"), IDLE)
        .client(parse("S_1", "select 2"), bind("S_1"), execute(), SYNC)
        .server(PARSED, BOUND, tag("SELECT 1"), IDLE);

    assertThat(script.connection().statements())
        .extracting(Statement::sql)
        .containsExactly("", "select 2");
    assertThat(script.connection().preparedStatements()).containsEntry("S_1", "select 2");
  }

  private Exchange only() {
    List<Exchange> exchanges = script.connection().exchanges();
    assertThat(exchanges).hasSize(2).allMatch(Exchange::isComplete);
    return exchanges.get(1);
  }
}
