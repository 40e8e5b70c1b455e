package dev.postgreswire.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.ParameterStatus;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.testing.Json;
import dev.postgreswire.testing.Messages;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonLinesWriter writer = new JsonLinesWriter(new Utf8Out(bytes), false);
  private final Wire wire = new Wire(writer);

  @Test
  void eventsSayWhatHappened() throws IOException {
    wire.open(
            1,
            new ConnectionOrigin(
                "db:5432", "127.0.0.1:4", Caller.inThread("main"), "ATest.b()", false))
        .open(2, new ConnectionOrigin("db:5432", "", Caller.UNKNOWN, "", true))
        .note(1, "a \"fault\"")
        .gap(1, Direction.BACKEND, 5)
        .gap(1, Direction.FRONTEND, -1)
        .close(1, Ending.TERMINATED);

    assertThat(lines())
        .containsExactly(
            "{\"connection\":1,\"time\":\"2026-11-21T07:00:00.001000001Z\",\"event\":\"opened\",\"server\":\"db:5432\",\"client\":\"127.0.0.1:4\",\"thread\":\"main\",\"openedBy\":\"ATest.b()\",\"partial\":false}",
            "{\"connection\":2,\"time\":\"2026-11-21T07:00:00.002000001Z\",\"event\":\"opened\",\"server\":\"db:5432\",\"partial\":true}",
            "{\"connection\":1,\"time\":\"2026-11-21T07:00:00.003000001Z\",\"event\":\"note\",\"text\":\"a"
                + " \\\"fault\\\"\"}",
            "{\"connection\":1,\"time\":\"2026-11-21T07:00:00.004000001Z\",\"event\":\"gap\",\"direction\":\"B\",\"bytes\":5}",
            "{\"connection\":1,\"time\":\"2026-11-21T07:00:00.005000001Z\",\"event\":\"gap\",\"direction\":\"F\",\"bytes\":null}",
            "{\"connection\":1,\"time\":\"2026-11-21T07:00:00.006000001Z\",\"event\":\"closed\",\"ending\":\"TERMINATED\",\"detail\":\"\",\"frontendBytes\":0,\"backendBytes\":0}");
  }

  @Test
  void whoSentAMessageIsSaidWhereItIsKnown() {
    String json = JsonLines.masked().of(callers());

    assertThat(json.lines().map(line -> line.replaceAll("\"time\":\"[^\"]*\"", "\"time\":0")))
        .contains(
            "{\"connection\":1,\"index\":6,\"time\":0,\"thread\":\"http-1\","
                + "\"caller\":\"app.Invoices.list(Invoices.java:31)\",\"direction\":\"F\","
                + "\"type\":\"Query\",\"length\":13,\"fields\":{\"query\":\"select 1\"}}",
            "{\"connection\":1,\"index\":9,\"time\":0,\"thread\":\"epoll-1\",\"direction\":\"F\","
                + "\"type\":\"Terminate\",\"length\":4,\"fields\":{}}");
    assertThat(json.lines().filter(line -> line.contains("\"direction\":\"B\"")))
        .isNotEmpty()
        .noneMatch(line -> line.contains("\"thread\"") || line.contains("\"caller\""));
  }

  private static Recording callers() {
    return WireScript.session()
        .by("http-1", "app.Invoices.list(Invoices.java:31)")
        .client(Messages.query("select 1"))
        .server(Messages.tag("SELECT 0"), Messages.IDLE)
        .by("epoll-1", "")
        .client(new Terminate())
        .play();
  }

  @Test
  void aConnectionThatIsNotRecordedIsSaid() throws IOException {
    Caller caller = new Caller("main", "app.Pool.open(Pool.java:12)");
    wire.open(1, new ConnectionOrigin("db:5432", "", caller, "", false));
    writer.missed(
        new MissedConnection("/run/.s.PGSQL.5432", caller, "junixsocket has no hook", Wire.BEGIN));
    writer.missed(new MissedConnection("", Caller.UNKNOWN, "it was open before", Wire.BEGIN));

    assertThat(lines())
        .containsExactly(
            "{\"connection\":1,\"time\":\"2026-11-21T07:00:00.001000001Z\",\"event\":\"opened\",\"server\":\"db:5432\",\"thread\":\"main\",\"caller\":\"app.Pool.open(Pool.java:12)\",\"partial\":false}",
            "{\"time\":\"2026-11-21T07:00:00.000000001Z\",\"event\":\"missed\",\"server\":\"/run/.s.PGSQL.5432\",\"thread\":\"main\",\"caller\":\"app.Pool.open(Pool.java:12)\",\"reason\":\"junixsocket"
                + " has no hook\"}",
            "{\"time\":\"2026-11-21T07:00:00.000000001Z\",\"event\":\"missed\",\"server\":\"\",\"reason\":\"it"
                + " was open before\"}");
  }

  @Test
  void tlsIsSaidAsFarAsItIsKnown() throws IOException {
    TlsSession session =
        new TlsSession(
            Optional.of("TLSv1.3"),
            Optional.of("TLS_AES_256_GCM_SHA384"),
            Optional.empty(),
            List.of("postgresql"),
            Optional.empty(),
            true,
            1,
            2);
    writer.tls(1, Wire.BEGIN, session);

    assertThat(lines())
        .containsExactly(
            "{\"connection\":1,\"time\":\"2026-11-21T07:00:00.000000001Z\",\"event\":\"tls\",\"version\":\"TLSv1.3\",\"cipherSuite\":\"TLS_AES_256_GCM_SHA384\",\"serverName\":null,\"offeredAlpn\":[\"postgresql\"],\"alpn\":null,\"direct\":true,\"decrypted\":false}");
  }

  @Test
  void aValueIsTextOrHexadecimalOrNull() throws IOException {
    Frame row = row("Grüße 🐘\t\"\\\n", "00ff", null, "");

    assertThat(Json.at(line(row, UTF_8.name()), "fields.columns"))
        .isEqualTo(java.util.Arrays.asList("Grüße 🐘\t\"\\\n", Map.of("hex", "00ff"), null, ""));
  }

  @Test
  void whatIsNoTextInTheClientsEncodingIsHexadecimal() throws IOException {
    Frame row = frame(Direction.BACKEND, 'D', "0001" + "00000003" + "67fc72");

    assertThat(Json.at(line(row, "LATIN1"), "fields.columns[0]")).isEqualTo("gür");
    assertThat(Json.at(line(row, "UTF8"), "fields.columns[0]")).isEqualTo(Map.of("hex", "67fc72"));
  }

  @Test
  void aFieldOfAnErrorThatIsThereTwiceIsNotLost() throws IOException {
    Bytes body = Bytes.of("C23505\0Mone\0Mtwo\0\0", UTF_8);
    Frame error = frame(Direction.BACKEND, 'E', body.toHex());

    assertThat(Json.at(line(error, "UTF8"), "fields"))
        .isEqualTo(
            Map.of(
                "code",
                "23505",
                "message",
                "one",
                "repeated",
                List.of(Map.of("name", "message", "value", "two"))));
  }

  @Test
  void whatWasCutSaysHowMuchIsThere() throws IOException {
    Bytes all = frame(Direction.FRONTEND, 'Q', Bytes.of("select 1\0", UTF_8).toHex()).bytes();
    Frame cut =
        new Frame(Direction.FRONTEND, FrameKind.MESSAGE, 0, all.length(), all.slice(0, 9), "");
    Map<String, Object> line = line(cut, "UTF8");

    assertThat(line)
        .containsEntry("type", "Undecoded")
        .containsEntry("length", new java.math.BigDecimal(13))
        .containsEntry("kept", new java.math.BigDecimal(9))
        .containsEntry("reason", "cut by the memory limit: 9 of 14 bytes kept");
    assertThat(Json.at(line, "fields.undecoded")).isEqualTo("sele");
  }

  @Test
  void passwordsInSqlAreMasked() throws IOException {
    for (String sql :
        List.of("alter role a password 'hunter2'", "alter role a password 'hunter2")) {
      Frame query = frame(Direction.FRONTEND, 'Q', Bytes.of(sql + "\0", ISO_8859_1).toHex());
      Frame cut =
          new Frame(Direction.FRONTEND, FrameKind.MESSAGE, 0, 99, query.bytes().slice(0, 35), "");
      line(query, "UTF8");
      line(cut, "UTF8");
    }

    assertThat(lines()).hasSize(4).noneMatch(line -> line.contains("hunter2"));
    assertThat(lines()).allMatch(line -> line.contains("password '********"));
  }

  private Map<String, Object> line(Frame frame, String encoding) throws IOException {
    DecodingContext context =
        DecodingContext.initial().after(new ParameterStatus("client_encoding", encoding));
    writer.begin();
    writer.body(frame, context);
    List<String> lines = lines();
    return Json.object(lines.get(lines.size() - 1));
  }

  private List<String> lines() throws IOException {
    writer.flush();
    return bytes.toString(UTF_8).lines().toList();
  }

  /** Values in hexadecimal are those that are 00ff. */
  private static Frame row(String... values) {
    WireWriter out = new WireWriter(UTF_8).int16(values.length);
    for (String value : values) {
      Bytes column = value == null ? Bytes.EMPTY : Bytes.of(value, UTF_8);
      Bytes sent = "00ff".equals(value) ? Bytes.ofHex("00ff") : column;
      out.int32(value == null ? -1 : sent.length()).bytes(sent);
    }
    return frame(Direction.BACKEND, 'D', out.toBytes().toHex());
  }

  private static Frame frame(Direction direction, char type, String body) {
    Bytes bytes = Wire.message(type, Bytes.ofHex(body));
    return new Frame(direction, FrameKind.MESSAGE, 0, bytes.length(), bytes, "");
  }
}
