package dev.postgreswire.testing.conformance;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.describePortal;
import static dev.postgreswire.testing.Messages.describeStatement;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.fatal;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.AuthenticationCleartextPassword;
import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.AuthenticationSASL;
import dev.postgreswire.message.AuthenticationSASLContinue;
import dev.postgreswire.message.AuthenticationSASLFinal;
import dev.postgreswire.message.BackendKeyData;
import dev.postgreswire.message.CancelRequest;
import dev.postgreswire.message.CopyBothResponse;
import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyDone;
import dev.postgreswire.message.CopyFail;
import dev.postgreswire.message.CopyInResponse;
import dev.postgreswire.message.CopyOutResponse;
import dev.postgreswire.message.EmptyQueryResponse;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.FunctionCall;
import dev.postgreswire.message.FunctionCallResponse;
import dev.postgreswire.message.GSSENCRequest;
import dev.postgreswire.message.NegotiateProtocolVersion;
import dev.postgreswire.message.NegotiationAnswer;
import dev.postgreswire.message.NoData;
import dev.postgreswire.message.NoticeResponse;
import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.message.Oid;
import dev.postgreswire.message.ParameterDescription;
import dev.postgreswire.message.ParameterStatus;
import dev.postgreswire.message.PasswordMessage;
import dev.postgreswire.message.PortalSuspended;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.SASLInitialResponse;
import dev.postgreswire.message.SASLResponse;
import dev.postgreswire.message.SSLRequest;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.wire.Bytes;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions that break each rule, always with their last message. */
class BrokenSessionsTest {
  private static final CopyData DATA = new CopyData(Bytes.ofHex("610a"));
  private static final CopyDone DONE = new CopyDone();
  private static final CopyInResponse IN = new CopyInResponse(Format.TEXT, List.of());
  private static final CopyOutResponse OUT = new CopyOutResponse(Format.TEXT, List.of());
  private static final CopyBothResponse BOTH = new CopyBothResponse(Format.TEXT, List.of());
  private static final AuthenticationOk OK = new AuthenticationOk();
  private static final PasswordMessage PASSWORD = new PasswordMessage("secret");
  private static final FunctionCall CALL =
      new FunctionCall(new Oid(1), List.of(), List.of(), Format.TEXT);
  private static final FunctionCallResponse RESULT = new FunctionCallResponse(Optional.empty());
  private static final NegotiateProtocolVersion VERSION =
      new NegotiateProtocolVersion(0x30000, List.of());
  private static final BackendKeyData KEY = new BackendKeyData(42, Bytes.ofHex("01020304"));
  private static final Bytes TOKEN = Bytes.ofHex("6e");

  /** A session and the rule that its last message breaks. */
  private record Broken(Rule rule, Said said) {}

  private static Stream<Broken> sessions() {
    return Stream.of(opening(), login(), start(), dialogue(), queries(), extended(), copies())
        .flatMap(List::stream);
  }

  private static Broken broken(Rule rule, Said said) {
    return new Broken(rule, said);
  }

  private static Said ready() {
    return Said.ready();
  }

  private static List<Broken> opening() {
    return List.of(
        broken(Rule.STARTUP_FIRST, Said.nothing().client(query("select 1"))),
        broken(Rule.STARTUP_FIRST, Said.nothing().client(PASSWORD)),
        broken(
            Rule.SILENT_UNTIL_ENCRYPTED,
            Said.nothing()
                .client(new SSLRequest(), new StartupMessage(ProtocolVersion.V3_0, List.of()))),
        broken(
            Rule.ENCRYPTION_ASKED_ONCE,
            Said.nothing()
                .client(new SSLRequest())
                .server(new NegotiationAnswer('N'))
                .client(new SSLRequest())),
        broken(
            Rule.ENCRYPTION_ASKED_ONCE,
            Said.nothing()
                .client(new SSLRequest())
                .server(new NegotiationAnswer('S'))
                .client(new GSSENCRequest())),
        broken(
            Rule.ENCRYPTION_ANSWERED,
            Said.nothing().client(new SSLRequest()).server(new NegotiationAnswer('G'))),
        broken(Rule.ENCRYPTION_ANSWERED, Said.nothing().client(new SSLRequest()).server(OK)),
        broken(Rule.ANSWER_HAS_QUESTION, Said.nothing().server(OK)),
        broken(
            Rule.ANSWER_HAS_QUESTION,
            Said.nothing()
                .client(new SSLRequest())
                .server(new NegotiationAnswer('N'), new NegotiationAnswer('N'))),
        broken(
            Rule.CANCEL_IS_ALL,
            Said.nothing().client(new CancelRequest(1, Bytes.ofHex("01020304"))).server(IDLE)),
        broken(
            Rule.CANCEL_IS_ALL,
            Said.nothing()
                .client(new CancelRequest(1, Bytes.ofHex("01020304")), query("select 1"))));
  }

  private static List<Broken> login() {
    AuthenticationSASL sasl = new AuthenticationSASL(List.of("SCRAM-SHA-256"));
    SASLInitialResponse first = new SASLInitialResponse("SCRAM-SHA-256", Optional.of(TOKEN));
    AuthenticationCleartextPassword cleartext = new AuthenticationCleartextPassword();
    return List.of(
        broken(Rule.VERSION_FIRST, Said.started().server(VERSION, VERSION)),
        broken(Rule.VERSION_FIRST, Said.started().server(cleartext, VERSION)),
        broken(
            Rule.AUTHENTICATION_STEPS, Said.started().server(new AuthenticationSASLFinal(TOKEN))),
        broken(Rule.AUTHENTICATION_STEPS, Said.started().server(cleartext, OK)),
        broken(Rule.AUTHENTICATION_STEPS, Said.started().server(IDLE)),
        broken(
            Rule.AUTHENTICATION_STEPS,
            Said.started().server(cleartext).client(PASSWORD).server(cleartext)),
        broken( // the server has not proved that it knows the password
            Rule.AUTHENTICATION_STEPS,
            Said.started()
                .server(sasl)
                .client(first)
                .server(new AuthenticationSASLContinue(TOKEN))
                .client(new SASLResponse(TOKEN))
                .server(OK)),
        broken(Rule.AUTHENTICATION_STEPS, Said.started().server(sasl).client(first).server(OK)),
        broken(Rule.AUTHENTICATION_ANSWERED, Said.started().client(PASSWORD)),
        broken(Rule.AUTHENTICATION_ANSWERED, Said.started().server(cleartext).client(first)),
        broken(
            Rule.AUTHENTICATION_ANSWERED,
            Said.started().server(cleartext).client(PASSWORD, PASSWORD)),
        broken(Rule.AUTHENTICATION_ANSWERED, Said.started().client(query("select 1"))),
        broken(
            Rule.NOTHING_ASYNCHRONOUS_BEFORE, Said.started().server(new NoticeResponse(List.of()))),
        broken(
            Rule.NOTHING_ASYNCHRONOUS_BEFORE,
            Said.started().server(cleartext, new ParameterStatus("server_version", "18"))),
        broken(Rule.STARTUP_ERROR_IS_FATAL, Said.started().server(error("28P01", "no"))));
  }

  private static List<Broken> start() {
    return List.of(
        broken(Rule.STARTUP_REPORT, Said.started().server(OK, KEY, KEY)),
        broken(Rule.STARTUP_REPORT, Said.started().server(OK, OK)),
        broken(Rule.STARTUP_REPORT, Said.started().server(OK, columns("a"))),
        broken(
            Rule.STARTUP_REPORT, Said.started().server(OK, new NotificationResponse(1, "a", ""))),
        broken(Rule.SILENT_UNTIL_READY, Said.started().server(OK).client(query("select 1"))),
        broken(Rule.STARTUP_ERROR_IS_FATAL, Said.started().server(OK, error("42704", "no"))),
        broken(Rule.FATAL_IS_LAST, Said.started().server(OK, fatal("3D000", "no"), IDLE)),
        broken(Rule.FATAL_IS_LAST, Said.started().server(fatal("28P01", "no"), OK)));
  }

  private static List<Broken> dialogue() {
    return List.of(
        broken(Rule.CLIENT_SPEAKS, ready().client(PASSWORD)),
        broken(
            Rule.CLIENT_SPEAKS,
            ready().client(new StartupMessage(ProtocolVersion.V3_0, List.of()))),
        broken(Rule.TERMINATE_IS_LAST, ready().client(new Terminate(), query("select 1"))),
        broken(Rule.FATAL_IS_LAST, ready().server(fatal("57P01", "terminating"), IDLE)),
        broken(Rule.ANSWER_HAS_QUESTION, ready().server(columns("a"))),
        broken(Rule.ANSWER_HAS_QUESTION, ready().server(KEY)),
        broken(Rule.ANSWER_HAS_QUESTION, ready().server(error("57014", "canceled"))),
        broken(Rule.ONE_READY, ready().server(IDLE)),
        broken(Rule.ONE_READY, ready().client(SYNC).server(IDLE, IDLE)),
        broken(Rule.ONE_READY, ready().client(SYNC, query("x")).server(columns("a"))),
        broken(Rule.ONE_READY, ready().client(query("x")).server(tag("SELECT 1"), IDLE, IDLE)),
        broken(
            Rule.ONE_READY,
            ready().client(query("x"), SYNC).server(tag("SELECT 1"), IDLE, IDLE, IDLE)),
        broken(
            Rule.ONE_READY,
            ready().client(query("x"), SYNC).server(error("42601", "no"), tag("SELECT 1"))),
        broken(Rule.ONE_READY, ready().client(CALL).server(RESULT, IDLE, IDLE)),
        broken(Rule.FUNCTION_ANSWERED, ready().client(CALL).server(IDLE)),
        broken(Rule.FUNCTION_ANSWERED, ready().client(CALL).server(RESULT, RESULT)),
        broken(Rule.FUNCTION_ANSWERED, ready().client(CALL).server(tag("SELECT 1"))),
        broken(Rule.ONE_ERROR, ready().client(SYNC).server(error("1", "a"), error("2", "b"))),
        broken(
            Rule.ONE_ERROR, ready().client(query("x")).server(error("1", "a"), error("2", "b"))));
  }

  private static List<Broken> queries() {
    return List.of(
        broken(Rule.QUERY_ANSWERED, ready().client(query("x")).server(IDLE)),
        broken(Rule.QUERY_ANSWERED, ready().client(query("x")).server(row("1"))),
        broken(Rule.QUERY_ANSWERED, ready().client(query("x")).server(PARSED)),
        broken(Rule.QUERY_ANSWERED, ready().client(query("x")).server(columns("a"), IDLE)),
        broken(Rule.QUERY_ANSWERED, ready().client(query("x")).server(columns("a"), columns("a"))),
        broken(
            Rule.QUERY_ANSWERED,
            ready().client(query("x")).server(columns("a"), new PortalSuspended())),
        broken(
            Rule.QUERY_ANSWERED,
            ready().client(query("x")).server(tag("SET"), new EmptyQueryResponse())),
        broken(
            Rule.ONE_READY,
            ready().client(query("")).server(new EmptyQueryResponse(), tag("SET"))));
  }

  private static List<Broken> extended() {
    ParameterDescription none = new ParameterDescription(List.of());
    return List.of(
        broken(Rule.ANSWER_FITS, ready().client(parse("", "x"), SYNC).server(BOUND)),
        broken(Rule.ANSWER_FITS, ready().client(bind(""), SYNC).server(PARSED)),
        broken(Rule.ANSWER_FITS, ready().client(parse("", "x"), bind("")).server(PARSED, PARSED)),
        broken(Rule.ANSWER_FITS, ready().client(describePortal("")).server(none)),
        broken(Rule.ANSWER_FITS, ready().client(describeStatement("")).server(new NoData())),
        broken(Rule.ANSWER_FITS, ready().client(describeStatement("")).server(none, none)),
        broken(Rule.ANSWER_FITS, ready().client(execute()).server(columns("a"))),
        broken(Rule.ANSWER_FITS, ready().client(execute()).server(BOTH)),
        broken(
            Rule.ANSWER_FITS, ready().client(execute()).server(row("1"), new EmptyQueryResponse())),
        broken(Rule.ONE_READY, ready().client(execute(), SYNC).server(row("1"), IDLE)),
        broken(Rule.ONE_READY, ready().client(parse("", "x"), SYNC).server(IDLE)),
        broken(
            Rule.ANSWER_HAS_QUESTION,
            ready().client(execute()).server(tag("SELECT 0"), tag("SELECT 0"))),
        broken(
            Rule.SKIPPED_UNTIL_SYNC,
            ready().client(parse("", "x"), bind(""), SYNC).server(error("42601", "no"), BOUND)),
        broken(
            Rule.SKIPPED_UNTIL_SYNC,
            ready()
                .client(parse("", "x"))
                .server(error("42601", "no"))
                .client(query("y"))
                .server(tag("SELECT 1"))),
        broken( // nobody has sent Sync
            Rule.SKIPPED_UNTIL_SYNC,
            ready().client(parse("", "x"), query("y")).server(error("42601", "no"), IDLE)),
        broken(
            Rule.ONE_ERROR,
            ready()
                .client(parse("", "x"), bind(""), SYNC)
                .server(error("42601", "no"), error("42601", "no"))),
        broken(
            Rule.ONE_READY,
            ready()
                .client(parse("", "x"), query("y"), SYNC)
                .server(error("42601", "no"), IDLE, IDLE)));
  }

  private static List<Broken> copies() {
    Said in = ready().client(query("copy"), SYNC);
    return List.of(
        broken(Rule.COPY_IN, ready().client(query("copy")).server(IN).client(query("x"))),
        broken(Rule.COPY_IN, ready().client(query("copy")).server(IN).client(new Terminate())),
        broken(Rule.COPY_IN, ready().client(query("copy"), query("x")).server(IN)),
        broken(Rule.COPY_IN, ready().client(query("copy")).server(IN, tag("COPY 0"))),
        broken(Rule.COPY_IN, in.server(IN, IDLE)),
        broken(
            Rule.COPY_IN,
            ready()
                .client(query("copy"))
                .server(IN)
                .client(new CopyFail("no"))
                .server(tag("COPY 0"))),
        broken( // the server has passed over the Sync that it read among the data
            Rule.ONE_READY,
            ready()
                .client(execute(), SYNC)
                .server(IN)
                .client(DATA, DONE, SYNC)
                .server(tag("COPY 1"), IDLE, IDLE)),
        broken(Rule.COPY_OUT, ready().client(query("copy")).server(OUT, tag("COPY 0"))),
        broken(Rule.COPY_OUT, ready().client(query("copy")).server(OUT, DATA, row("1"))),
        broken(Rule.QUERY_ANSWERED, ready().client(query("copy")).server(OUT, DONE, DATA)),
        broken(Rule.QUERY_ANSWERED, ready().client(query("copy")).server(OUT, DONE, DONE)),
        broken(Rule.QUERY_ANSWERED, ready().client(query("copy")).server(DATA)),
        broken(Rule.COPY_BOTH, ready().client(query("x")).server(BOTH)),
        broken(
            Rule.COPY_BOTH, Said.replication().client(query("x")).server(BOTH).client(query("y"))),
        broken(
            Rule.COPY_BOTH,
            Said.replication().client(query("x")).server(BOTH, DATA, tag("COPY 0"))),
        broken(
            Rule.COPY_BOTH,
            Said.replication().client(query("x")).server(BOTH).client(DONE).server(tag("COPY 0"))),
        broken(Rule.COPY_BOTH, Said.replication().client(query("x")).server(BOTH, DONE, DONE)));
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void areFoundOut(Broken broken) {
    ConformanceChecker.Violation violation = broken.said().check().orElseThrow();
    assertThat(violation.rule()).isEqualTo(broken.rule());
    assertThat(violation.story()).contains("    #" + broken.said().last() + " ");
  }

  @Test
  void breakEveryRule() {
    Set<Rule> rules = sessions().map(Broken::rule).collect(Collectors.toSet());
    assertThat(rules).isEqualTo(EnumSet.copyOf(Arrays.asList(Rule.values())));
  }

  @Test
  void areToldWithWhatWasSaidBefore() {
    assertThat(ready().client(query("select 1")).server(row("1")).check().orElseThrow())
        .asString()
        .isEqualToNormalizingNewlines(
            """
            QUERY_ANSWERED: a Query is answered statement by statement: rows after their description
            #6 B DataRow, but that is no answer to #5 F Query (ASKED); the last messages:
                #0 F StartupMessage
                #1 B AuthenticationOk
                #2 B ParameterStatus
                #3 B BackendKeyData
                #4 B ReadyForQuery
                #5 F Query
                #6 B DataRow\
            """);
  }
}
