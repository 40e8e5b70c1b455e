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

import dev.postgreswire.message.CopyBothResponse;
import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyDone;
import dev.postgreswire.message.CopyFail;
import dev.postgreswire.message.CopyInResponse;
import dev.postgreswire.message.CopyOutResponse;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.ParameterStatus;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.message.pgoutput.Begin;
import dev.postgreswire.message.replication.PrimaryKeepalive;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** COPY, as PROTOCOL.md §5.4 has it. */
class CopyConversationTest {
  private static final CopyInResponse IN = new CopyInResponse(Format.TEXT, List.of(Format.TEXT));
  private static final CopyOutResponse OUT = new CopyOutResponse(Format.TEXT, List.of(Format.TEXT));

  private final WireScript script = WireScript.session();

  @Test
  void copyInTakesTheClientsData() {
    RecordedConnection connection =
        script
            .client(query("copy t from stdin"))
            .server(IN)
            .client(data("a\nb"), data("c\n"), new CopyDone())
            .server(tag("COPY 2"), IDLE)
            .connection();

    Statement statement = connection.statements().get(0);
    Copy copy = statement.copy().orElseThrow();
    assertThat(copy.direction()).isEqualTo(CopyDirection.IN);
    assertThat(copy.lines()).containsExactly("a", "bc");
    assertThat(copy.bytes()).isEqualTo(5);
    assertThat(copy.messages()).hasSize(2).allMatch(message -> message.phase() == Phase.COPY);
    assertThat(copy.failure()).isEmpty();
    assertThat(statement.affectedRows()).hasValue(2);
    assertThat(connection.exchanges().get(1).messages()).hasSize(7);
  }

  @Test
  void copyOutTakesTheServersData() {
    RecordedConnection connection =
        script
            .client(query("copy t to stdout"))
            .server(OUT, data("a\n"), data("b\n"), new CopyDone(), tag("COPY 2"), IDLE)
            .connection();

    assertThat(connection.statements().get(0).copy().orElseThrow().lines())
        .containsExactly("a", "b");
  }

  @Test
  void copyInSwallowsASyncThatWasSentAhead() {
    RecordedConnection connection =
        script
            .client(parse("", "copy t from stdin"), bind(""), execute(), SYNC)
            .server(PARSED, BOUND, IN)
            .client(data("a\n"), SYNC, new CopyDone(), SYNC)
            .server(tag("COPY 1"), IDLE)
            .client(query("select 1"))
            .server(tag("SELECT 1"), IDLE)
            .connection();

    assertThat(connection.exchanges()).hasSize(3).allMatch(Exchange::isComplete);
    assertThat(connection.exchanges().get(1).messages()).hasSize(13);
    assertThat(connection.notes()).isEmpty();
  }

  @Test
  void copyInSwallowsItAlsoWhenAllWasSentAhead() {
    RecordedConnection connection =
        script
            .client(parse("", "copy t from stdin"), bind(""), execute(), SYNC)
            .client(data("a\n"), new CopyDone(), SYNC)
            .client(parse("", "select 1"), bind(""), execute(), SYNC)
            .server(PARSED, BOUND, IN, tag("COPY 1"), IDLE)
            .server(PARSED, BOUND, tag("SELECT 1"), IDLE)
            .connection();

    assertThat(connection.exchanges()).hasSize(3).allMatch(Exchange::isComplete);
    assertThat(connection.exchanges().get(1).messages()).hasSize(12);
    assertThat(connection.statements().get(0).copy().orElseThrow().bytes()).isEqualTo(2);
    assertThat(connection.statements().get(1).sql()).isEqualTo("select 1");
    assertThat(connection.notes()).isEmpty();
  }

  @Test
  void copyFailGivesItsReason() {
    RecordedConnection connection =
        script
            .client(query("copy t from stdin"))
            .server(IN)
            .client(data("a\n"), new CopyFail("changed my mind"))
            .server(error("57014", "COPY from stdin failed: changed my mind"), IDLE)
            .connection();

    Statement statement = connection.statements().get(0);
    assertThat(statement.outcome()).isEqualTo(Statement.Outcome.FAILED);
    assertThat(statement.copy().orElseThrow().failure()).contains("changed my mind");
  }

  @Test
  void dataAfterTheServersErrorIsDiscarded() {
    RecordedConnection connection =
        script
            .client(query("copy t from stdin"))
            .server(IN)
            .client(data("a\n"))
            .server(error("22P02", "invalid input syntax"))
            .client(data("b\n"), new CopyDone())
            .server(IDLE)
            .client(query("select 1"))
            .server(tag("SELECT 1"), IDLE)
            .connection();

    assertThat(connection.statements().get(0).copy().orElseThrow().bytes()).isEqualTo(2);
    assertThat(connection.exchanges()).hasSize(3);
    assertThat(connection.exchanges().get(1).messages()).hasSize(7);
  }

  @Test
  void whenCopyInFailsTheNextReadyForQueryDecides() {
    WireScript failed =
        script
            .client(parse("", "copy t from stdin"), bind(""), execute(), SYNC)
            .server(PARSED, BOUND, IN)
            .client(data("bad\n"))
            .server(error("22P02", "invalid input syntax"));
    RecordedConnection connection =
        failed
            .client(new CopyDone(), SYNC)
            .server(IDLE)
            .client(query("select 1"))
            .server(tag("SELECT 1"), IDLE)
            .connection();

    assertThat(connection.notes()).isEmpty();
    assertThat(connection.exchanges()).hasSize(3).allMatch(Exchange::isComplete);
    assertThat(connection.statements().get(1).outcome()).isEqualTo(Statement.Outcome.COMPLETED);
  }

  @Test
  void replicationIsReachable() {
    RecordedConnection connection =
        WireScript.session(new StartupParameter("replication", "true"))
            .client(query("START_REPLICATION 0/1"))
            .server(new CopyBothResponse(Format.TEXT, List.of()))
            .server(keepalive())
            .client(new CopyDone())
            .server(keepalive(), new CopyDone(), tag("COPY 0"), tag("START_REPLICATION"), IDLE)
            .connection();

    assertThat(connection.statements()).hasSize(1);
    Statement statement = connection.statements().get(0);
    assertThat(statement.command()).contains("START_REPLICATION");
    assertThat(statement.copy().orElseThrow().direction()).isEqualTo(CopyDirection.BOTH);
    Exchange exchange = connection.exchanges().get(1);
    assertThat(exchange.replicationMessages()).hasSize(5);
    assertThat(exchange.replicationMessages().get(1).replication().orElseThrow())
        .isInstanceOf(PrimaryKeepalive.class);
  }

  @Test
  void whatPgoutputSaysIsReadWhereItWasAskedFor() {
    CopyData begin =
        new CopyData(
            Bytes.ofHex("77 0000000000000001 0000000000000002 0000000000000003")
                .plus(Bytes.ofHex("42 0000000000000004 0000000000000005 00000006")));
    WireScript logical = WireScript.session(new StartupParameter("replication", "database"));
    RecordedConnection connection =
        logical
            .client(
                query(
                    "START_REPLICATION SLOT s LOGICAL 0/1"
                        + " (proto_version '1', publication_names 'p')"))
            .server(new CopyBothResponse(Format.TEXT, List.of()), keepalive(), begin)
            .connection();

    List<RecordedMessage> data = connection.messages().subList(8, 10);
    assertThat(data.get(0).logical()).as("no data of a plugin").isEmpty();
    assertThat(data.get(1).logical()).contains(new Begin(4, 5, 6));
    assertThat(connection.messages().get(7).replication()).as("no data").isEmpty();
  }

  @Test
  void aBinaryCopyHasRows() {
    Bytes data =
        Bytes.ofHex("5047434f50590aff0d0a00 00000000 00000000 0002 00000001 61 ffffffff 0000 ffff");
    CopyOutResponse binary =
        new CopyOutResponse(Format.BINARY, List.of(Format.BINARY, Format.BINARY));
    RecordedConnection connection =
        script
            .client(query("copy t to stdout (format binary)"))
            .server(binary, new CopyData(data.slice(0, 25)), new CopyData(data.from(25)))
            .server(new CopyDone(), tag("COPY 2"), IDLE)
            .connection();

    Copy copy = connection.statements().get(0).copy().orElseThrow();
    assertThat(copy.direction()).isEqualTo(CopyDirection.OUT);
    assertThat(copy.format().isBinary()).isTrue();
    assertThat(copy.columnFormats()).containsExactly(Format.BINARY, Format.BINARY);
    assertThat(copy.data()).isEqualTo(data);
    assertThat(copy.binaryRows())
        .containsExactly(List.of(Optional.of(Bytes.ofHex("61")), Optional.empty()), List.of());
    assertThat(copy).hasToString("COPY OUT, 2 messages, " + data.length() + " bytes");
  }

  @Test
  void aCopyInTextHasNoBinaryRows() {
    RecordedConnection connection =
        script
            .client(query("copy t to stdout"))
            .server(OUT, new CopyDone(), tag("COPY 0"), IDLE)
            .connection();

    Copy copy = connection.statements().get(0).copy().orElseThrow();
    assertThat(copy.binaryRows()).isEmpty();
    assertThat(copy.lines()).isEmpty();
    assertThat(copy.columnFormats()).containsExactly(Format.TEXT);
    assertThat(copy.format()).isEqualTo(Format.TEXT);
  }

  @Test
  @BreaksProtocol(because = "there is no copy for the data")
  void dataWithoutACopyIsNoted() {
    RecordedConnection connection = script.server(data("a\n")).connection();

    assertThat(connection.notes())
        .singleElement()
        .asString()
        .contains("data of a COPY that has not begun, or has ended");
    assertThat(connection.statements()).isEmpty();
  }

  @Test
  void linesAreReadInTheCharacterSetOfTheSession() {
    RecordedConnection connection =
        script
            .server(new ParameterStatus("client_encoding", "LATIN1"))
            .client(query("copy t to stdout"))
            .server(OUT, new CopyData(Bytes.ofHex("e40a")), new CopyDone(), tag("COPY 1"), IDLE)
            .connection();

    assertThat(connection.statements().get(0).copy().orElseThrow().lines()).containsExactly("ä");
  }

  /** The server's error decides while the client still sends, and is the reason then. */
  @Test
  void theServersErrorIsTheFailure() {
    RecordedConnection connection =
        script
            .client(query("copy t from stdin"))
            .server(IN)
            .client(data("a\n"))
            .server(error("22P02", "invalid input syntax"), IDLE)
            .connection();

    assertThat(connection.statements().get(0).copy().orElseThrow().failure())
        .contains("invalid input syntax");
  }

  private static CopyData data(String text) {
    return new CopyData(Bytes.of(text, StandardCharsets.UTF_8));
  }

  private static CopyData keepalive() {
    return new CopyData(Bytes.ofHex("6b 0000000000000001 0000000000000002 00"));
  }
}
