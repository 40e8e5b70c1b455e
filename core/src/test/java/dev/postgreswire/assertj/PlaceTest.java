package dev.postgreswire.assertj;

import static dev.postgreswire.recording.AuthenticationMethod.MD5;
import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.IN_BLOCK;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.fatal;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.CancelRequest;
import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyDone;
import dev.postgreswire.message.CopyFail;
import dev.postgreswire.message.CopyInResponse;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.message.Parse;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.CopyDirection;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.Exchange;
import dev.postgreswire.recording.MessagePosition;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Window;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A failure names the message that shows best what it is about. */
class PlaceTest {
  private static final String NOWHERE = "nowhere";
  private Recording recording = Sessions.invoices();

  /** Verifies at which message an assertion's failure looks, by its name and what it says. */
  private void looksAt(String expected, Consumer<RecordingAssert> fails) {
    Source source =
        new Source("", "", "", "", place -> "looks at " + text(place), Optional.empty());
    Evidence evidence = Evidence.of(recording, source);
    assertThat(FailureText.of(() -> fails.accept(new RecordingAssert(recording, evidence))))
        .endsWith("\nlooks at " + expected);
  }

  private String text(Optional<MessagePosition> place) {
    return place
        .map(it -> it.connectionId() + "/" + it.messageIndex() + " " + message(it).name())
        .orElse(NOWHERE);
  }

  private RecordedMessage message(MessagePosition place) {
    return recording.messages().stream()
        .filter(message -> message.position().equals(place))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aStatementIsWhereItWasExecuted() {
    looksAt("1/12 Execute", all -> all.statements().first().hasParameters(1));
    looksAt("1/6 Query", all -> all.allStatements().first().hasSql("x"));
    looksAt("1/44 ErrorResponse", all -> all.statements().last().succeeded());
    looksAt("1/44 ErrorResponse", all -> all.statements().last().error().hasSqlState("42601"));
    looksAt("1/12 Execute", all -> all.statements().first().error());
    looksAt("1/12 Execute", all -> all.statements().first().copy());
  }

  @Test
  void aListIsWhereTheOneIsThatShouldNotBeThere() {
    looksAt("1/23 Execute", all -> all.statements().hasSize(1)); // the first that is repeated
    looksAt("1/23 Execute", all -> all.hasNoRepeatedStatements());
    looksAt("1/12 Execute", all -> all.statements().isEmpty());
    looksAt("1/12 Execute", all -> all.statements().doesNotContainSql(Sessions.INVOICES));
    looksAt("1/40 Query", all -> all.allStatements().filteredOn(s -> s.isSimple()).hasSize(2));
    looksAt("1/37 Query", all -> all.allStatements().filteredOn(s -> s.isSimple()).singleElement());
  }

  @Test
  void aListThatIsTooShortIsNowhere() {
    looksAt(NOWHERE, all -> all.errors().hasSize(2));
    looksAt(NOWHERE, all -> all.errors().element(1));
    looksAt(NOWHERE, all -> all.deletes().first());
    looksAt(NOWHERE, all -> all.deletes().isNotEmpty());
    looksAt("1/23 Execute", all -> all.statements().containsSql(Sessions.CUSTOMER, 19));
  }

  @Test
  void aTransactionIsWhereItBeginsOrEnds() {
    looksAt("1/6 Query", all -> all.transactions().first().isReadWrite());
    looksAt("1/37 Query", all -> all.transactions().first().isRolledBack());
    looksAt("1/44 ErrorResponse", all -> all.transactions().last().isCommitted());
    looksAt("1/12 Execute", all -> all.transactions().first().statements().isEmpty());
    recording = WireScript.session().client(query("BEGIN")).server(tag("BEGIN"), IN_BLOCK).play();
    looksAt("1/6 Query", all -> all.hasNoOpenTransactions());
  }

  @Test
  void anExchangeIsWhereItBeginsOrEnds() {
    looksAt("1/6 Query", all -> all.exchanges().element(1).hasKind(Exchange.Kind.OTHER));
    looksAt("1/9 Parse", all -> all.exchanges().element(2).messages().hasSequence("Bind"));
    recording = WireScript.session().client(query("select 1")).play();
    looksAt("1/6 Query", all -> all.hasNoPendingExchanges());
    looksAt("1/6 Query", all -> all.exchanges().last().isComplete());
  }

  @Test
  void roundTripsAreWhereTheFirstIsThatIsTooMany() {
    looksAt("1/9 Parse", all -> all.hasAtMostRoundTrips(1));
    looksAt("1/6 Query", all -> all.roundTrips().isLessThan(1));
    looksAt("1/9 Parse", all -> all.hasRoundTrips(1));
    looksAt(NOWHERE, all -> all.hasRoundTrips(100));
  }

  @Test
  void anErrorIsWhereItCame() {
    looksAt("1/44 ErrorResponse", all -> all.errors().isEmpty());
    looksAt("1/44 ErrorResponse", all -> all.errors().singleElement().hasTable("x"));
    recording = WireScript.session().serverHex("4e 0000000c 4d 6869 00 43 78 00 00").play();
    looksAt("1/6 NoticeResponse", all -> all.notices().isEmpty());
  }

  @Test
  void aConnectionIsWhereItsHandshakeSaysIt() {
    recording = Sessions.scram("y,,").play();
    looksAt("1/0 StartupMessage", all -> all.singleConnection().hasStartupParameter("x"));
    looksAt("1/0 StartupMessage", all -> all.singleConnection().usedTls());
    looksAt("1/0 StartupMessage", all -> all.connections().isEmpty());
    looksAt("1/0 StartupMessage", all -> all.hasNoConnections());
    looksAt("1/1 AuthenticationSASL", all -> all.singleConnection().authenticatedWith(MD5));
    looksAt(
        "1/1 AuthenticationSASL", all -> all.singleConnection().authentication().hasMethod(MD5));
    looksAt("1/2 SASLInitialResponse", all -> all.singleConnection().usedChannelBinding());
    looksAt(
        "1/7 ParameterStatus",
        all -> all.singleConnection().hasServerParameter("server_version", "17"));
    looksAt("1/8 ReadyForQuery", all -> all.singleConnection().terminated());
  }

  @Test
  void anEncryptedConnectionIsWhereItAskedForThat() {
    recording = Sessions.encrypted().play();
    looksAt("1/0 SSLRequest", all -> all.singleConnection().didNotUseTls());
    looksAt("1/0 SSLRequest", all -> all.singleConnection().tls().hasVersion("TLSv1.2"));
    looksAt("1/0 SSLRequest", all -> all.singleConnection().hasStartupParameter("user"));
    looksAt(NOWHERE, all -> all.statements().isEmpty()); // nothing can be seen
  }

  @Test
  void aConnectionEndsWithItsErrorOrLastMessage() {
    recording = WireScript.session().client(new Terminate()).closed(Ending.CLOSED_BY_CLIENT).play();
    looksAt("1/6 Terminate", all -> all.singleConnection().isOpen());
    recording = WireScript.session().server(fatal("57P01", "bye")).play();
    looksAt("1/6 ErrorResponse", all -> all.singleConnection().fatalError().hasSqlState("1"));
  }

  @Test
  void ofWhatWasSaidBeforeTheWindowItLooksAtTheFirstMessageInIt() {
    Recorder recorder = new Recorder(new RecorderOptions(1 << 20));
    Sessions.scram("y,,").playOn(recorder);
    try (Window window = recorder.openWindow("later")) {
      recording = window.recording();
      looksAt(NOWHERE, all -> all.singleConnection().authenticatedWith(MD5));
    }
    WireSink.Connection connection = recorder.opened(ConnectionOrigin.of("db:5432", "here:1"));
    WireScript.session().playOn(connection);
    try (Window window = recorder.openWindow("later")) {
      WireScript.script().client(query("select 1")).playOn(connection);
      recording = window.recording();
      looksAt("2/6 Query", all -> all.connections().last().authenticatedWith(MD5));
    }
  }

  @Test
  void aBatchIsWhereItBegins() {
    Parse insert = parse("", "insert into t values ($1)", Sessions.INT4);
    recording =
        WireScript.session()
            .client(insert, bind("", "1"), execute(), bind("", "2"), execute(), SYNC)
            .server(PARSED, BOUND, tag("INSERT 0 1"), BOUND, tag("INSERT 0 1"), IDLE)
            .play();
    looksAt("1/8 Execute", all -> all.batches().singleElement().isRewritten());
    looksAt("1/10 Execute", all -> all.batches().first().statements().hasSize(1));
  }

  @Test
  void aCopyIsWhereItsDataBegins() {
    CopyInResponse response = new CopyInResponse(Format.TEXT, List.of(Format.TEXT));
    recording =
        WireScript.session()
            .client(query("copy t from stdin"))
            .server(response)
            .client(new CopyData(Sessions.bytes("a\n")), new CopyDone())
            .server(tag("COPY 1"), IDLE)
            .play();
    looksAt("1/8 CopyData", all -> all.copies().first().hasDirection(CopyDirection.OUT));
    recording =
        WireScript.session()
            .client(query("copy t from stdin"))
            .server(response)
            .client(new CopyFail("no"))
            .server(error("57014", "no"), IDLE)
            .play();
    looksAt("1/6 Query", all -> all.copies().first().succeeded());
    looksAt("1/6 Query", all -> all.statements().first().copy().succeeded());
  }

  @Test
  void aNotificationIsWhereItCame() {
    recording = WireScript.session().server(new NotificationResponse(7, "news", "hello")).play();
    looksAt("1/6 NotificationResponse", all -> all.notifications().first().hasPayload("x"));
  }

  @Test
  void aCancellationIsItsRequestOrItsEffect() {
    Recorder recorder = new Recorder(new RecorderOptions(1 << 20));
    try (Window window = recorder.openWindow("cancel")) {
      WireScript.session()
          .client(query("select pg_sleep(9)"))
          .server(error("57014", "canceling statement due to user request"), IDLE)
          .playOn(recorder);
      WireScript.script()
          .client(new CancelRequest(42, Bytes.ofHex("01020304")))
          .closed(Ending.CLOSED_BY_CLIENT)
          .playOn(recorder);
      recording = window.recording();
    }
    looksAt("2/0 CancelRequest", all -> all.cancels().isEmpty());
    looksAt("2/0 CancelRequest", all -> all.cancels().first().isAimedAtNobody());
  }

  @Test
  void messagesAreWhereTheyDiffer() {
    looksAt("1/1 AuthenticationOk", all -> all.messages().hasSequence("StartupMessage", "Query"));
    looksAt(NOWHERE, all -> all.messages().containsSequenceOf("Bind", "Parse"));
    looksAt("1/6 Query", all -> all.messages().element(6).hasName("Parse"));
    recording = WireScript.session().serverHex("53 00000005 41").play();
    looksAt("1/6 Undecoded", all -> all.hasNoUndecodedMessages());
  }
}
