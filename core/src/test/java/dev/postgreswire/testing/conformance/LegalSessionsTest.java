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
import dev.postgreswire.message.CancelRequest;
import dev.postgreswire.message.CopyBothResponse;
import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyDone;
import dev.postgreswire.message.CopyFail;
import dev.postgreswire.message.CopyInResponse;
import dev.postgreswire.message.CopyOutResponse;
import dev.postgreswire.message.EmptyQueryResponse;
import dev.postgreswire.message.Flush;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.FunctionCall;
import dev.postgreswire.message.FunctionCallResponse;
import dev.postgreswire.message.GSSENCRequest;
import dev.postgreswire.message.NegotiateProtocolVersion;
import dev.postgreswire.message.NegotiationAnswer;
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
import dev.postgreswire.message.TlsRecord;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions that break no rule, though some of them look like it. */
class LegalSessionsTest {
  private static final CopyData DATA = new CopyData(Bytes.ofHex("610a"));
  private static final CopyDone DONE = new CopyDone();
  private static final CopyInResponse IN = new CopyInResponse(Format.TEXT, List.of());
  private static final CopyOutResponse OUT = new CopyOutResponse(Format.TEXT, List.of());
  private static final CopyBothResponse BOTH = new CopyBothResponse(Format.TEXT, List.of());
  private static final StartupMessage STARTUP = new StartupMessage(ProtocolVersion.V3_0, List.of());
  private static final Bytes TOKEN = Bytes.ofHex("6e");

  private static Stream<Said> sessions() {
    return Stream.of(openings(), dialogues(), errors(), copies(), copyFailures(), replications())
        .flatMap(List::stream);
  }

  private static Said ready() {
    return Said.ready();
  }

  private static List<Said> openings() {
    return List.of(
        Said.nothing()
            .client(new GSSENCRequest())
            .server(new NegotiationAnswer('N'))
            .client(new SSLRequest())
            .server(new NegotiationAnswer('N'))
            .client(STARTUP)
            .server(
                new NegotiateProtocolVersion(0x30000, List.of()),
                new AuthenticationCleartextPassword())
            .client(new PasswordMessage("secret"))
            .server(new AuthenticationOk(), new NoticeResponse(List.of()), IDLE),
        Said.started()
            .server(new AuthenticationSASL(List.of("SCRAM-SHA-256")))
            .client(new SASLInitialResponse("SCRAM-SHA-256", Optional.of(TOKEN)))
            .server(new AuthenticationSASLContinue(TOKEN))
            .client(new SASLResponse(TOKEN))
            .server(new AuthenticationSASLFinal(TOKEN), new AuthenticationOk(), IDLE),
        Said.started()
            .server(new AuthenticationSASL(List.of("OAUTHBEARER")))
            .client(new SASLInitialResponse("OAUTHBEARER", Optional.of(TOKEN)))
            .server(new AuthenticationOk(), IDLE),
        Said.nothing().client(new CancelRequest(1, Bytes.ofHex("01020304"))),
        Said.nothing().server(fatal("53300", "too many")),
        Said.started().server(new AuthenticationOk(), fatal("3D000", "none")).client(SYNC),
        Said.nothing()
            .client(new SSLRequest())
            .server(new NegotiationAnswer('S'))
            .client(new TlsRecord(Direction.FRONTEND, 22, 0x303, TOKEN))
            .server(IDLE));
  }

  private static List<Said> dialogues() {
    ParameterDescription none = new ParameterDescription(List.of());
    return List.of(
        ready().client(query("")).server(new EmptyQueryResponse(), IDLE),
        ready()
            .client(query("x; y; z"))
            .server(columns("a"), row("1"), row("2"), tag("SELECT 2"), tag("SET"))
            .server(columns("a"), tag("SELECT 0"), new ParameterStatus("a", "b"), IDLE),
        ready()
            .client(parse("a", "x"), describeStatement("a"), new Flush())
            .server(PARSED, none, columns("a"))
            .client(bind("a"), describePortal(""), execute("", 1), execute("", 1), SYNC)
            .server(BOUND, columns("a"), row("1"), new PortalSuspended(), tag("SELECT 0"), IDLE),
        ready().client(parse("", "x"), query("y")).server(PARSED, tag("SET"), IDLE),
        ready()
            .client(SYNC, SYNC, new Terminate())
            .server(IDLE, new NotificationResponse(1, "a", ""), IDLE),
        ready()
            .client(new FunctionCall(new Oid(1), List.of(), List.of(), Format.TEXT))
            .server(new FunctionCallResponse(Optional.empty()), IDLE),
        ready().client(DATA, DONE, new CopyFail("stray"), query("x")).server(tag("SET"), IDLE));
  }

  private static List<Said> errors() {
    return List.of(
        ready().client(query("x")).server(columns("a"), row("1"), error("22012", "zero"), IDLE),
        ready()
            .client(parse("", "x"), bind(""), execute(), query("y"), SYNC, query("z"))
            .server(error("42601", "no"), IDLE, tag("SET"), IDLE),
        ready()
            .client(parse("", "x"))
            .server(error("42601", "no"))
            .client(bind(""), query("y"), SYNC)
            .server(new NoticeResponse(List.of()), IDLE),
        ready().client(execute(), SYNC).server(tag("INSERT 0 1"), error("23503", "late"), IDLE),
        ready()
            .client(describeStatement("a"), SYNC)
            .server(new ParameterDescription(List.of()), error("26000", "no"), IDLE),
        ready().client(query("x")).server(columns("a"), fatal("57P01", "shutdown")).client(SYNC));
  }

  private static List<Said> copies() {
    return List.of(
        ready()
            .client(query("copy"))
            .server(IN)
            .client(DATA, new Flush(), SYNC, DATA, DONE)
            .server(tag("COPY 2"), IDLE),
        ready()
            .client(execute(), SYNC, DATA, DONE, SYNC, query("x"))
            .server(IN, tag("COPY 1"), IDLE, tag("SET"), IDLE),
        ready()
            .client(query("copy; copy"))
            .server(IN)
            .client(DONE)
            .server(tag("COPY 0"), IN)
            .client(DONE)
            .server(tag("COPY 0"), IDLE),
        ready()
            .client(query("copy"))
            .server(OUT, DATA, new NoticeResponse(List.of()), DATA, DONE, tag("COPY 2"), IDLE),
        ready().client(execute(), SYNC).server(OUT, DONE, tag("COPY 0"), IDLE),
        ready().client(query("copy")).server(OUT, DATA, error("22012", "zero"), IDLE));
  }

  private static List<Said> copyFailures() {
    return List.of(
        ready().client(query("copy")).server(IN).client(new CopyFail("no")).server(no(), IDLE),
        ready().client(query("copy")).server(IN).client(DATA).server(no(), IDLE).client(DATA, DONE),
        copyFails().client(SYNC).server(IDLE), // the first was read among the data
        copyFails().client(SYNC).server(IDLE, IDLE), // it was not
        copyFails().server(IDLE).client(query("x")).server(tag("SET"), IDLE),
        copyFails().client(parse("", "x"), SYNC).server(IDLE, PARSED, IDLE),
        copyFails().client(parse("", "x"), SYNC, query("y")).server(IDLE, tag("SET"), IDLE),
        ready()
            .client(query("copy"), SYNC)
            .server(IN)
            .client(DATA)
            .server(no(), IDLE)
            .client(query("x"))
            .server(tag("SET"), IDLE),
        ready().client(query("copy"), SYNC).server(IN).client(DATA).server(no(), IDLE, IDLE));
  }

  /** The client has sent Sync early, and nobody knows whether the server has read it. */
  private static Said copyFails() {
    return ready().client(execute(), SYNC).server(IN).client(DATA).server(no()).client(DONE);
  }

  private static dev.postgreswire.message.ErrorResponse no() {
    return error("22P02", "no");
  }

  private static List<Said> replications() {
    return List.of(
        Said.replication()
            .client(query("START_REPLICATION 0/0"))
            .server(BOTH, DATA)
            .client(DATA, DONE)
            .server(DATA, DONE, DATA, tag("COPY 0"), tag("START_REPLICATION"), IDLE),
        Said.replication()
            .client(query("START_REPLICATION 0/0"))
            .server(BOTH, DATA, DONE)
            .client(DONE)
            .server(columns("next_tli"), row("2"), tag("START_STREAMING"))
            .server(tag("START_REPLICATION"), IDLE),
        Said.replication()
            .client(query("BASE_BACKUP"))
            .server(columns("recptr"), row("0/0"), tag("SELECT"))
            .server(OUT, DATA, DONE, columns("recptr"), row("0/0"), tag("SELECT"))
            .server(tag("BASE_BACKUP"), IDLE),
        Said.replication()
            .client(query("START_REPLICATION 0/0"))
            .server(BOTH, DATA, error("XX000", "no"), IDLE)
            .client(DATA, DONE));
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void passTheCheck(Said said) {
    assertThat(said.check()).isEmpty();
  }
}
