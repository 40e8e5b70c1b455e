package dev.postgreswire.assertj;

import static dev.postgreswire.assertj.FailureText.check;
import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
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

import dev.postgreswire.message.AuthenticationSASL;
import dev.postgreswire.message.Bind;
import dev.postgreswire.message.CancelRequest;
import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyDone;
import dev.postgreswire.message.CopyFail;
import dev.postgreswire.message.CopyInResponse;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.message.Parse;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.TransactionStatus;
import dev.postgreswire.recording.Authentication;
import dev.postgreswire.recording.AuthenticationMethod;
import dev.postgreswire.recording.Cancellation;
import dev.postgreswire.recording.Copy;
import dev.postgreswire.recording.CopyDirection;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.Exchange;
import dev.postgreswire.recording.Notification;
import dev.postgreswire.recording.Phase;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.recording.Transaction;
import dev.postgreswire.recording.Window;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Assertions on what is neither a statement nor a connection nor an error. */
class PartAssertsTest {
  @Test
  void authentication() {
    Authentication scram = Sessions.scram("p=tls-server-end-point,,").connection().authentication();
    Consumer<AuthenticationAssert> passes =
        a ->
            a.hasMethod(AuthenticationMethod.SCRAM_SHA_256_PLUS)
                .offeredMechanisms("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256")
                .usedMechanism("SCRAM-SHA-256-PLUS")
                .hasChannelBindingFlag("p")
                .hasChannelBindingType("tls-server-end-point")
                .hasIterations(4096)
                .hasAtLeastIterations(4096)
                .serverProvedItself()
                .serverNonceExtendsClients()
                .succeeded();
    Object[][] failures = {
      {with(a -> a.hasMethod(AuthenticationMethod.MD5)), "method MD5\nbut had SCRAM_SHA_256_PLUS"},
      {with(a -> a.offeredMechanisms("x")), "offered mechanisms [\"x\"]\nbut had [\"SCRAM-"},
      {with(a -> a.usedMechanism("x")), "mechanism \"x\"\nbut had \"SCRAM-SHA-256-PLUS\""},
      {with(a -> a.hasChannelBindingFlag("n")), "channel binding flag \"n\"\nbut had \"p\""},
      {with(a -> a.hasChannelBindingType("x")), "\"x\"\nbut had \"tls-server-end-point\""},
      {with(a -> a.hasIterations(1)), "iterations 1\nbut had 4096"},
      {with(a -> a.hasAtLeastIterations(4097)), "at least 4097 iterations\nbut had 4096"},
      {with(a -> a.failedWith("28P01")), "SQLSTATE 28P01\nbut there was no error"},
    };
    for (Object[] failure : failures) {
      check(() -> assertThat(scram), passes, cast(failure[0]), (String) failure[1]);
    }
  }

  private static Consumer<AuthenticationAssert> with(Consumer<AuthenticationAssert> assertion) {
    return assertion;
  }

  @SuppressWarnings("unchecked")
  private static <A> Consumer<A> cast(Object consumer) {
    return (Consumer<A>) consumer;
  }

  @Test
  void failedAuthentication() {
    Authentication refused =
        WireScript.script()
            .client(new StartupMessage(ProtocolVersion.V3_0, List.of()))
            .server(new AuthenticationSASL(List.of("SCRAM-SHA-256")))
            .server(fatal("28P01", "no"))
            .closed(Ending.CLOSED_BY_SERVER)
            .connection()
            .authentication();
    check(
        () -> assertThat(refused),
        a -> a.failedWith("28P01").failedWith("invalid_password"),
        a -> a.succeeded(),
        "to succeed\nbut it failed: FATAL 28P01: no");
    check(() -> assertThat(refused), a -> {}, a -> a.serverProvedItself(), "but it proved nothing");
    check(
        () -> assertThat(refused),
        a -> {},
        a -> a.serverNonceExtendsClients(),
        "a server's nonce that extends the client's\nbut they were none, none");
  }

  @Test
  void tlsSession() {
    TlsSession session =
        new TlsSession(
            Optional.of("TLSv1.3"),
            Optional.of("TLS_AES_256_GCM_SHA384"),
            Optional.of("db.example"),
            List.of("postgresql"),
            Optional.empty(),
            true,
            10,
            20);
    Consumer<TlsSessionAssert> passes =
        s ->
            s.hasVersion("TLSv1.3")
                .hasCipherSuite("TLS_AES_256_GCM_SHA384")
                .hasServerName("db.example")
                .offeredAlpn("postgresql")
                .isDirect();
    check(() -> assertThat(session), passes, s -> s.hasVersion("TLSv1.2"), "had \"TLSv1.3\"");
    check(() -> assertThat(session), passes, s -> s.hasCipherSuite("x"), "had \"TLS_AES_256");
    check(() -> assertThat(session), passes, s -> s.hasServerName("x"), "had \"db.example\"");
    check(() -> assertThat(session), passes, s -> s.offeredAlpn(), "had [\"postgresql\"]");
    check(() -> assertThat(session), passes, s -> s.isNotDirect(), "to have direct false");
  }

  private static Recording transaction(String begin, String... end) {
    WireScript script = WireScript.session().client(query(begin)).server(tag("BEGIN"), IN_BLOCK);
    script.client(query("select 1")).server(tag("SELECT 0"), IN_BLOCK);
    for (String each : end) {
      script.client(query(each)).server(tag(each), IDLE);
    }
    return script.play();
  }

  @Test
  void transactions() {
    Transaction committed =
        transaction("BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY", "COMMIT").transactions().get(0);
    Consumer<TransactionAssert> passes =
        t ->
            t.isCommitted()
                .isReadOnly()
                .isExplicit()
                .hasIsolation("serializable")
                .hasStatements(1)
                .statements()
                .hasSize(1);
    check(() -> assertThat(committed), passes, t -> t.isRolledBack(), "but was committed");
    check(() -> assertThat(committed), passes, t -> t.isOpen(), "to be open\nbut was committed");
    check(() -> assertThat(committed), passes, t -> t.isReadWrite(), "write\nbut was read only");
    check(() -> assertThat(committed), passes, t -> t.isImplicit(), "but was explicit");
    check(
        () -> assertThat(committed),
        passes,
        t -> t.hasIsolation("READ COMMITTED"),
        "to have isolation \"READ COMMITTED\"\nbut had \"SERIALIZABLE\"");
    check(
        () -> assertThat(committed),
        passes,
        t -> t.hasStatements(3),
        "to have 3 statements\nbut had 1 (and 2 by driver or pool)");
    check(
        () -> assertThat(transaction("BEGIN", "ROLLBACK").transactions().get(0)),
        t -> t.isRolledBack().isReadWrite(),
        t -> t.isReadOnly(),
        "to be read only\nbut nothing was said about it");
    check(
        () -> assertThat(Sessions.oneSelect().transactions().get(0)),
        t -> t.isImplicit().isCommitted(),
        t -> t.isExplicit(),
        "to be explicit\nbut was implicit");
    check(
        () -> assertThat(transaction("BEGIN").transactions().get(0)),
        t -> t.isOpen(),
        t -> t.isCommitted(),
        "to be committed\nbut was open");
  }

  @Test
  void exchanges() {
    Exchange exchange = Sessions.oneSelect().exchanges().get(1);
    Consumer<ExchangeAssert> passes =
        e -> {
          e.hasKind(Exchange.Kind.EXTENDED_QUERY)
              .isComplete()
              .hasStatus(TransactionStatus.IDLE)
              .hasStatements(1);
          e.statements().hasSize(1);
          e.messages().hasSize(12);
          e.errors().isEmpty();
        };
    check(
        () -> assertThat(exchange),
        passes,
        e -> e.hasKind(Exchange.Kind.SIMPLE_QUERY),
        "to have kind SIMPLE_QUERY\nbut had EXTENDED_QUERY");
    check(
        () -> assertThat(exchange),
        passes,
        e -> e.hasStatus(TransactionStatus.FAILED),
        "to have status FAILED\nbut had IDLE");
    check(
        () -> assertThat(exchange),
        passes,
        e -> e.hasStatements(2),
        "to have count of statements 2\nbut had 1");
    Exchange pending = WireScript.session().client(query("select 1")).play().exchanges().get(1);
    check(
        () -> assertThat(pending),
        e -> e.hasStatements(1),
        e -> e.isComplete(),
        "to be complete\nbut its answer has not ended");
  }

  @Test
  void copies() {
    Copy copy =
        WireScript.session()
            .client(query("copy t from stdin"))
            .server(new CopyInResponse(Format.TEXT, List.of(Format.TEXT)))
            .client(data("a\nb"), data("c\n"), new CopyDone())
            .server(tag("COPY 2"), IDLE)
            .play()
            .copies()
            .get(0);
    Consumer<CopyAssert> passes =
        c ->
            c.hasDirection(CopyDirection.IN)
                .isText()
                .hasBytes(5)
                .hasMessages(2)
                .hasRows(2)
                .hasLines("a", "bc")
                .succeeded();
    check(() -> assertThat(copy), passes, c -> c.hasDirection(CopyDirection.OUT), "had IN");
    check(() -> assertThat(copy), passes, c -> c.isBinary(), "to be binary\nbut was text");
    check(() -> assertThat(copy), passes, c -> c.hasBytes(4), "to have bytes 4\nbut had 5");
    check(() -> assertThat(copy), passes, c -> c.hasMessages(1), "messages 1\nbut had 2");
    check(() -> assertThat(copy), passes, c -> c.hasRows(3), "to have count of rows 3\nbut had 2");
    check(() -> assertThat(copy), passes, c -> c.hasLines("a"), "but had [\"a\", \"bc\"]");
    check(
        () -> assertThat(copy),
        passes,
        c -> c.failedWith("x"),
        "to have failure \"x\"\nbut had none");
  }

  @Test
  void failedBinaryCopy() {
    Copy copy =
        WireScript.session()
            .client(query("copy t from stdin binary"))
            .server(new CopyInResponse(Format.BINARY, List.of(Format.BINARY)))
            .client(new CopyFail("changed my mind"))
            .server(error("57014", "COPY from stdin failed"), IDLE)
            .play()
            .copies()
            .get(0);
    check(
        () -> assertThat(copy),
        c -> c.isBinary().failedWith("changed my mind"),
        c -> c.succeeded(),
        "to succeed\nbut it failed: changed my mind");
    check(() -> assertThat(copy), c -> c.hasRows(0), c -> c.isText(), "to be text\nbut was binary");
  }

  private static CopyData data(String text) {
    return new CopyData(Sessions.bytes(text));
  }

  @Test
  void notifications() {
    Notification notification =
        WireScript.session()
            .server(new NotificationResponse(7, "news", "hello"))
            .play()
            .notifications()
            .get(0);
    Consumer<NotificationAssert> passes =
        n -> n.hasChannel("news").hasPayload("hello").isFromProcess(7);
    check(() -> assertThat(notification), passes, n -> n.hasChannel("x"), "had \"news\"");
    check(() -> assertThat(notification), passes, n -> n.hasPayload(""), "had \"hello\"");
    check(() -> assertThat(notification), passes, n -> n.isFromProcess(8), "had 7");
  }

  private static Recording cancelled(int processId) {
    Recorder recorder = new Recorder(new RecorderOptions(1 << 20));
    try (Window window = recorder.openWindow("cancel")) {
      WireScript.session().client(query("select pg_sleep(9)")).playOn(recorder);
      WireScript.script()
          .client(new CancelRequest(processId, Bytes.ofHex("01020304")))
          .closed(Ending.CLOSED_BY_CLIENT)
          .playOn(recorder);
      return window.recording();
    }
  }

  @Test
  void cancellations() {
    Cancellation aimed = cancelled(42).cancels().get(0);
    Consumer<CancellationAssert> passes =
        c -> c.isAimedAtConnection(1).isAimedAtProcess(42).hadNoEffect();
    check(
        () -> assertThat(aimed),
        passes,
        c -> c.isAimedAtConnection(2),
        "to have victim connection 2\nbut had 1");
    check(() -> assertThat(aimed), passes, c -> c.isAimedAtNobody(), "connection none\nbut had 1");
    check(() -> assertThat(aimed), passes, c -> c.isAimedAtProcess(1), "process 1\nbut had 42");
    check(() -> assertThat(aimed), passes, c -> c.hadEffect(), "an effect\nbut there was none");
    Cancellation effective =
        new Cancellation(
            2, Optional.of(1), 42, aimed.time(), Optional.of(Sessions.invoices().errors().get(0)));
    check(
        () -> assertThat(effective),
        c -> c.hadEffect(),
        c -> c.hadNoEffect(),
        "to have no effect\nbut its victim got ERROR 23505");
    check(
        () -> assertThat(cancelled(43).cancels().get(0)),
        c -> c.isAimedAtNobody(),
        c -> c.isAimedAtConnection(1),
        "victim connection 1\nbut had none");
  }

  @Test
  void messages() {
    RecordedMessage message = Sessions.oneSelect().messages().get(7);
    Consumer<MessageAssert> passes =
        m ->
            m.hasName("Bind")
                .isOfType(Bind.class)
                .hasDirection(Direction.FRONTEND)
                .hasLength(20)
                .isInPhase(Phase.QUERY)
                .isDecoded();
    check(() -> assertThat(message), passes, m -> m.hasName("Parse"), "had \"Bind\"");
    check(() -> assertThat(message), passes, m -> m.isOfType(Parse.class), "but was a Bind");
    check(() -> assertThat(message), passes, m -> m.hasDirection(Direction.BACKEND), "FRONTEND");
    check(() -> assertThat(message), passes, m -> m.hasLength(21), "had 20");
    check(() -> assertThat(message), passes, m -> m.isInPhase(Phase.COPY), "had QUERY");
    RecordedMessage odd =
        WireScript.session().serverHex("53 00000005 41").play().undecoded().get(0);
    check(() -> assertThat(odd), m -> {}, m -> m.isDecoded(), "to be decoded\nbut it was not: ");
  }

  @Test
  void sequencesOfMessages() {
    Recording recording = Sessions.oneSelect();
    check(
        () -> assertThat(recording).messages().sentBy(Direction.FRONTEND),
        m -> m.hasSequence("StartupMessage", "Parse", "Bind", "Describe", "Execute", "Sync"),
        m -> m.hasSequence("StartupMessage", "Query"),
        """
        Expecting the sequence
          StartupMessage, Query
        but was

           #  conn  index  dir  name            length
           1  c1        0  F    StartupMessage      34
         > 2  c1        6  F    Parse               63
        """);
    check(
        () -> assertThat(recording).messages().onConnection(1),
        m -> m.containsSequenceOf("Parse", "Bind").named("Sync").hasSize(1),
        m -> m.containsSequenceOf("Bind", "Parse"),
        "Expecting messages in this sequence\n  Bind, Parse\nbut was\n");
    check(
        () -> assertThat(recording).messages(),
        m -> m.ofType(Bind.class).hasSize(1).first().isInPhase(Phase.QUERY),
        m -> m.ofType(Bind.class).isEmpty(),
        "Expecting no messages but there was 1");
  }

  @Test
  void batches() {
    String insert = "insert into t values ($1)";
    Recording recording =
        WireScript.session()
            .client(parse("", insert, Sessions.INT4), bind("", "1"), execute())
            .client(bind("", "2"), execute(), SYNC)
            .server(PARSED, BOUND, tag("INSERT 0 1"), BOUND, tag("INSERT 0 1"), IDLE)
            .play();
    Consumer<BatchAssert> passes =
        b ->
            b.wasSentInOneRoundTrip()
                .hasSyncs(1)
                .isNotRewritten()
                .hasExecutions(2)
                .hasTotalRows(2)
                .hasSql(insert)
                .statements()
                .hasSize(2);
    Supplier<BatchAssert> begin = () -> assertThat(recording).batches().singleElement();
    check(begin, passes, b -> b.hasSyncs(2), "to be sent in 2 round trips\nbut was sent in 1");
    check(begin, passes, b -> b.isRewritten(), "but its 2 statements had 1 each rows");
    check(begin, passes, b -> b.hasTotalRows(5), "to have total rows 5\nbut had 2");
    check(begin, passes, b -> b.hasExecutions(5), "to have executions 5\nbut had 2");
    check(begin, passes, b -> b.hasSql("x"), "to have sql \"x\"\nbut had \"" + insert + "\"");
    assertThat(recording).hasNoRepeatedStatements();
  }

  @Test
  void rewrittenBatches() {
    String four = "insert into t values ($1),($2),($3),($4)";
    String one = "insert into t values ($1)";
    Recording recording =
        WireScript.session()
            .client(parse("", four), bind("", "1", "2", "3", "4"), execute())
            .client(parse("", one), bind("", "5"), execute(), SYNC)
            .server(PARSED, BOUND, tag("INSERT 0 4"), PARSED, BOUND, tag("INSERT 0 1"), IDLE)
            .play();
    check(
        () -> assertThat(recording).batches().first(),
        b -> b.isRewritten().rewrittenInto(4, 1).hasTotalRows(5).hasExecutions(2),
        b -> b.rewrittenInto(5),
        """
        Expecting the batch to be rewritten into statements of [5] rows
        but its 2 statements had 4 + 1 rows

           #  conn  executions  syncs  rows  rows per statement  sql
         > 1  c1             2      1     5  4 + 1               insert into t values ($1),($2),($3),($4)
        """);
    check(
        () -> assertThat(recording).batches().first(),
        b -> b.isRewritten(),
        b -> b.isNotRewritten(),
        "not to be rewritten into INSERTs of several rows\nbut its 2 statements had 4 + 1 rows");
  }
}
