package dev.postgreswire.report.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.CancelRequest;
import dev.postgreswire.message.CommandComplete;
import dev.postgreswire.message.CommandTag;
import dev.postgreswire.message.ErrorResponse;
import dev.postgreswire.message.GSSENCRequest;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.Query;
import dev.postgreswire.message.ReadyForQuery;
import dev.postgreswire.message.SSLRequest;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.message.TransactionStatus;
import dev.postgreswire.wire.Bytes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is a connection to PostgreSQL, and which end of it is the server. */
class RecognitionTest {
  private static final Endpoint CLIENT = Packets.endpoint("0a000001", 40000);
  private static final Endpoint STANDARD = Packets.endpoint("0a000002", 5432);
  private static final Endpoint ELSEWHERE = Packets.endpoint("0a000002", 6000);
  private static final Endpoint LOWER = Packets.endpoint("0a000002", 99);
  private static final Message STARTUP =
      new StartupMessage(ProtocolVersion.V3_0, List.of(new StartupParameter("user", "alice")));

  /** A ClientHello with server_name and ALPN {@code postgresql}, abridged where nobody looks. */
  private static final String HELLO =
      "1603010044"
          + "01000040"
          + "0303"
          + "11".repeat(32)
          + "00"
          + "00021301"
          + "0100"
          + "0015"
          + "0010000d000b0a706f737467726573716c"
          + "00170000";

  static Stream<Message> openings() {
    return Stream.of(
        STARTUP,
        new StartupMessage(ProtocolVersion.V3_2, List.of(new StartupParameter("user", "alice"))),
        new SSLRequest(),
        new GSSENCRequest(),
        new CancelRequest(42, Bytes.ofHex("01020304")),
        new CancelRequest(42, Bytes.ofHex("01".repeat(32))));
  }

  @ParameterizedTest
  @MethodSource("openings")
  void aConnectionBeginsWithAStartupPacketOnAnyPort(Message opening) throws CaptureException {
    assertThat(Told.lines(Packets.between(CLIENT, ELSEWHERE).handshake().client(opening)))
        .first()
        .isEqualTo("opened 10.0.0.1:40000 → 10.0.0.2:6000");
  }

  @ParameterizedTest
  @MethodSource("openings")
  void itNeedsNoHandshakeToBeSeen(Message opening) throws CaptureException {
    Packets packets = Packets.between(CLIENT, ELSEWHERE).client(opening).server("N");
    assertThat(Told.lines(packets)).first().isEqualTo("opened 10.0.0.1:40000 → 10.0.0.2:6000");
  }

  @Test
  void aStartupPacketMayComeInPieces() throws CaptureException {
    Packets packets = Packets.between(CLIENT, ELSEWHERE).handshake();
    for (byte b : encoded(new SSLRequest()).toByteArray()) {
      packets.client(Bytes.of(b));
    }
    assertThat(Told.lines(packets.server("S")))
        .hasSize(3)
        .startsWith("opened 10.0.0.1:40000 → 10.0.0.2:6000");
  }

  @Test
  void directTlsOffersPostgresql() throws CaptureException {
    Bytes hello = Bytes.ofHex(HELLO);
    assertThat(Told.lines(Packets.between(CLIENT, ELSEWHERE).handshake().client(hello)))
        .startsWith("opened 10.0.0.1:40000 → 10.0.0.2:6000");
    Bytes web = Bytes.ofHex(HELLO.replace("706f737467726573716c", "706f737467726573716d"));
    assertNoPostgres(Packets.between(CLIENT, ELSEWHERE).handshake().client(web));
    assertThat(Told.lines(Packets.between(CLIENT, STANDARD).handshake().client(web)))
        .startsWith("opened 10.0.0.1:40000 → 10.0.0.2:5432");
  }

  @Test
  void aLongClientHelloComesInSegments() throws CaptureException {
    Bytes hello = Bytes.ofHex(HELLO);
    assertThat(
            Told.lines(
                Packets.between(CLIENT, ELSEWHERE)
                    .handshake()
                    .client(hello.slice(0, 40))
                    .client(hello.from(40))))
        .startsWith("opened 10.0.0.1:40000 → 10.0.0.2:6000");
  }

  @Test
  void inTheMiddleThePortTells() throws CaptureException {
    Packets query = Packets.between(CLIENT, STANDARD).client(new Query("select 1"));
    assertThat(Told.lines(query)).startsWith("opened 10.0.0.1:40000 → 10.0.0.2:5432 partial");
    Packets rest = Packets.between(CLIENT, STANDARD).server("...rest of a row");
    assertThat(Told.lines(rest)).startsWith("opened 10.0.0.1:40000 → 10.0.0.2:5432 partial");
  }

  @Test
  void inTheMiddleOnAnotherPortTheServersReadinessTells() throws CaptureException {
    Packets packets =
        Packets.between(CLIENT, LOWER)
            .server("...rest of a row")
            .client(new Query("select 1"))
            .server(
                new CommandComplete(new CommandTag("SELECT 0")),
                new ReadyForQuery(TransactionStatus.IDLE));
    assertThat(Told.lines(packets))
        .hasSize(4)
        .startsWith("opened 10.0.0.1:40000 → 10.0.0.2:99 partial", "B ...rest of a row");
    Packets silent =
        Packets.between(LOWER, CLIENT).client(new ReadyForQuery(TransactionStatus.FAILED));
    assertThat(Told.lines(silent)).startsWith("opened 10.0.0.1:40000 → 10.0.0.2:99 partial");
  }

  @Test
  void whenTheStartIsLostThePortTells() throws CaptureException {
    Packets packets =
        Packets.between(CLIENT, STANDARD)
            .handshake()
            .client(STARTUP)
            .server(new AuthenticationOk())
            .clientAck()
            .without(3);
    assertThat(Told.lines(packets))
        .startsWith("opened 10.0.0.1:40000 → 10.0.0.2:5432 partial", "F gap 20");
  }

  @Test
  void whatBeginsOtherwiseIsSomethingElseOnAnyPort() {
    Packets http =
        Packets.between(CLIENT, STANDARD)
            .handshake()
            .client("GET / HTTP/1.1\r\n\r\n")
            .server("HTTP");
    assertNoPostgres(http);
    Packets mysql =
        Packets.between(CLIENT, STANDARD).handshake().server("J\0\0\0\n8.0.36\0").client("hi");
    assertNoPostgres(mysql);
  }

  @Test
  void aServerThatCannotServeSaysSoFirst() throws CaptureException {
    ErrorResponse error = new ErrorResponse(List.of());
    assertThat(Told.lines(Packets.between(CLIENT, STANDARD).handshake().server(error)))
        .startsWith("opened 10.0.0.1:40000 → 10.0.0.2:5432");
  }

  @Test
  void somebodyWhoOnlyLooksWhetherThePortIsOpenIsAConnection() throws CaptureException {
    assertThat(Told.lines(Packets.between(CLIENT, STANDARD).handshake().close()))
        .containsExactly(
            "opened 10.0.0.1:40000 → 10.0.0.2:5432",
            "F ended",
            "B ended",
            "closed CLOSED_BY_CLIENT");
  }

  @Test
  void somebodyWhoIsNotAnsweredIsNone() {
    Packets scan = Packets.between(CLIENT, STANDARD).handshake();
    assertNoPostgres(scan.change(all -> all.subList(1, 3).clear()));
  }

  @Test
  void aMistakeOnThePortOfPostgresIsNoOtherProtocol() throws CaptureException {
    Bytes badVersion = Bytes.ofHex("0000000900070000 00");
    assertThat(Told.lines(Packets.between(CLIENT, STANDARD).handshake().client(badVersion)))
        .startsWith("opened 10.0.0.1:40000 → 10.0.0.2:5432");
  }

  @Test
  void whoNamesThePortGetsAllOnItAndNothingElse() throws CaptureException {
    Packets http = Packets.between(CLIENT, ELSEWHERE).handshake().client("GET /");
    Packets real =
        Packets.between(Packets.endpoint("0a000001", 40001), STANDARD).handshake().client(STARTUP);
    byte[] both = CaptureFiles.pcap(Packets.together(http, real));
    assertThat(Told.of(both, 6000).lines())
        .containsExactly("opened 10.0.0.1:40000 → 10.0.0.2:6000", "F GET /");
    assertThat(Told.of(both).lines()).first().isEqualTo("opened 10.0.0.1:40001 → 10.0.0.2:5432");
    assertThat(Told.of(both, 6000, 5432).lines()).hasSize(4);
  }

  @Test
  void findsSeveralServers() throws CaptureException {
    Told told = new Told();
    CaptureSummary summary =
        told.read(
            CaptureFiles.pcap(
                Packets.together(
                    Packets.between(CLIENT, STANDARD).handshake().client(STARTUP),
                    Packets.between(CLIENT, ELSEWHERE).handshake().client(STARTUP),
                    Packets.between(CLIENT, LOWER).handshake().client("GET /"))));
    assertThat(summary.servers()).containsOnlyKeys("10.0.0.2:5432", "10.0.0.2:6000");
    assertThat(summary.otherPorts()).containsExactly(java.util.Map.entry(99, 1L));
  }

  private static void assertNoPostgres(Packets packets) {
    assertThatThrownBy(() -> Told.lines(packets))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("there is no connection to PostgreSQL");
  }

  private static Bytes encoded(Message message) {
    return dev.postgreswire.message.MessageEncoder.encode(
        message, java.nio.charset.StandardCharsets.UTF_8);
  }
}
