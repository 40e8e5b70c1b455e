package dev.postgreswire.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.testing.Tool;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PcapngTest {
  private static final String CLIENT_HELLO =
      "160301002f0100002b0303" + "ab".repeat(32) + "000002130101000000";

  @TempDir Path folder;

  /** What happens on the wire. */
  private interface Script {
    void on(Wire wire, FormatWriter writer) throws IOException;
  }

  @Test
  void aConnectionBeginsWithAHandshakeAndHasItsTimes() throws Exception {
    Path file =
        write(
            (wire, writer) ->
                wire.open(1, "127.0.0.1:5432", "127.0.0.1:40000")
                    .login(1)
                    .close(1, Ending.TERMINATED));

    assertThat(fields(file, "tcp.flags.str", "frame.time_epoch"))
        .containsExactly(
            "··········S·\t1795244400.001000001",
            "·······A··S·\t1795244400.001000001",
            "·······A····\t1795244400.001000001",
            "·······AP···\t1795244400.002000001",
            "·······AP···\t1795244400.003000001",
            "·······A···F\t1795244400.004000001",
            "·······A···F\t1795244400.004000001",
            "·······A····\t1795244400.004000001");
    assertThat(fields(file, "ip.src", "tcp.srcport", "tcp.dstport"))
        .startsWith("127.0.0.1\t40000\t5432", "127.0.0.1\t5432\t40000");
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void itEndsAsItDid(Ending ending) throws Exception {
    Path file =
        write(
            (wire, writer) ->
                wire.open(1, "127.0.0.1:5432", "127.0.0.1:40000").login(1).close(1, ending));

    List<String> ends = fields(file, "tcp.srcport", "tcp.flags.str").stream().skip(5).toList();
    assertThat(String.join(" ", ends).replace("·", "").replace("\t", ""))
        .isEqualTo(
            switch (ending) {
              case OPEN -> "";
              case TERMINATED, CLOSED_BY_CLIENT -> "40000AF 5432AF 40000A";
              case CLOSED_BY_SERVER -> "5432AF 40000AF 5432A";
              case RESET_BY_CLIENT -> "40000AR";
              case RESET_BY_SERVER, SERVER_UNREACHABLE, RECORDER_CLOSED -> "5432AR";
            });
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:5432,   127.0.0.1:40000, 127.0.0.1,   5432, 127.0.0.1,    40000",
    "localhost:6543,   127.0.0.1:40000, 127.0.0.1,   6543, 127.0.0.1,    40000",
    "db.example:5432,  10.0.0.7:40000,  192.0.2.221, 5432, 10.0.0.7,     40000",
    "10.1.2.3:5432,    '',              10.1.2.3,    5432, 198.51.100.1, 49153",
    "/run/.s.PGSQL.1,  '',              192.0.2.187, 5432, 198.51.100.1, 49153",
    "[2001:db8::5]:5432, [::1]:40000,   2001:db8::5, 5432, ::1,          40000",
    "[::1]:5432,       127.0.0.1:40000, ::1,         5432, ::ffff:127.0.0.1, 40000",
  })
  void addressesAreTheRealOnesWhereTheyAreKnown(
      String server, String client, String ip, int port, String clientIp, int clientPort)
      throws Exception {
    Path file = write((wire, writer) -> wire.open(1, server, client).login(1));

    String v = ip.contains(":") ? "ipv6" : "ip";
    assertThat(fields(file, v + ".dst", "tcp.dstport", v + ".src", "tcp.srcport").get(0))
        .isEqualTo(ip + "\t" + port + "\t" + clientIp + "\t" + clientPort);
    String comment = fields(file, "frame.comment").get(0);
    assertThat(comment).contains("connection 1 to " + server);
    assertThat(comment.contains("stands in")).isEqualTo(ip.startsWith("192.") || client.isEmpty());
  }

  @Test
  void aConnectionThatWasOpenBeforeHasNoHandshake() throws Exception {
    ConnectionOrigin open =
        new ConnectionOrigin(
            "127.0.0.1:5432", "127.0.0.1:40000", Caller.inThread("main"), "ATest.b()", true);
    Path file = write((wire, writer) -> wire.open(1, open).login(1));

    assertThat(fields(file, "tcp.flags.str")).containsOnly("·······AP···");
    assertThat(fields(file, "frame.comment").get(0))
        .contains("opened by ATest.b(), in thread main", "open when the recording began");
  }

  @Test
  void whoOpenedAConnectionAndWhatIsNotRecordedAreComments() throws Exception {
    Caller caller = new Caller("main", "app.Pool.open(Pool.java:12)");
    ConnectionOrigin origin =
        new ConnectionOrigin("127.0.0.1:5432", "127.0.0.1:40000", caller, "", false);
    Path file =
        write(
            (wire, writer) -> {
              wire.open(1, origin);
              writer.missed(
                  new MissedConnection("/run/.s.PGSQL.5432", caller, "no hook", Wire.BEGIN));
              wire.login(1);
            });

    assertThat(fields(file, "frame.comment").get(0))
        .contains("in thread main, by app.Pool.open(Pool.java:12)");
    assertThat(fields(file, "tcp.flags.str")).contains("·······AP···");
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
        .contains(
            "not recorded: /run/.s.PGSQL.5432 (opened by Pool.java:12 in thread main): no hook");
  }

  @Test
  void bytesThatAreNotThereAreAGapInTheSequence() throws Exception {
    Path file =
        write(
            (wire, writer) ->
                wire.open(1, "127.0.0.1:5432", "127.0.0.1:40000")
                    .login(1)
                    .client(1, Wire.query("select 1"))
                    .gap(1, Direction.FRONTEND, 1000)
                    .client(1, Wire.query("select 2")));

    assertThat(fields(file, "tcp.seq_raw", "tcp.len", "tcp.analysis.lost_segment").stream().skip(3))
        .extracting(line -> line.split("\t", -1)[1])
        .containsExactly("18", "15", "14", "14");
    assertThat(tshark("-r", file, "-q", "-z", "expert"))
        .contains("Previous segment(s) not captured", "1000 bytes from the client were not");
  }

  @Test
  void aHugeMessageIsSegmentedAndAcknowledged() throws Exception {
    Path file =
        write(
            (wire, writer) -> {
              wire.open(1, "127.0.0.1:5432", "127.0.0.1:40000").login(1);
              wire.server(1, Wire.message('d', Bytes.wrap(new byte[3_000_000])));
              wire.close(1, Ending.TERMINATED);
            });

    long data =
        fields(file, "tcp.len").stream().mapToLong(Long::parseLong).filter(n -> n > 65000).sum();
    assertThat(data).isGreaterThan(2_900_000);
    assertThat(tshark("-r", file, "-q", "-z", "expert")).doesNotContain("Warn");
    assertThat(tshark("-r", file, "-Y", "pgsql.length == 3000004")).hasLineCount(1);
  }

  @Test
  void secretsInPlaintextAreOverwrittenInPlace() throws Exception {
    Script script =
        (wire, writer) ->
            wire.open(1, "127.0.0.1:5432", "127.0.0.1:40000")
                .client(1, Bytes.ofHex("00000012000300007573657200626f620000"))
                .server(1, Bytes.ofHex("520000000800000003")) // cleartext password, please
                .client(1, Wire.message('p', Bytes.of("hunter2\0", ISO_8859_1)))
                .server(1, Bytes.ofHex("5200000008000000004b0000000c000012676b6b6b6b5a0000000549"))
                .client(1, Wire.query("alter role bob password 'hunter2' valid until 'x'"));
    String masked = Files.readString(write(script), ISO_8859_1);
    String unsafe =
        Files.readString(write(Pcapng.masked().unsafeWithSecrets(), script), ISO_8859_1);

    assertThat(unsafe).contains("hunter2\0", "\u0012gkkkk", "password 'hunter2' valid");
    assertThat(masked)
        .contains("\f*******\0", "\u0012g****", "password '*******' valid until 'x'")
        .doesNotContain("hunter2", "kkkk");
    assertThat(masked).contains("secrets are overwritten with asterisks");
  }

  @Test
  void aSecretInPiecesIsOverwrittenToo() throws Exception {
    Bytes all = Wire.query("alter role bob password 'hunter2'");
    Path file =
        write(
            (wire, writer) -> {
              wire.open(1, "127.0.0.1:5432", "127.0.0.1:40000").login(1);
              for (int i = 0; i < all.length(); i++) {
                wire.client(1, all.slice(i, 1));
              }
            });

    assertThat(Files.readString(file, ISO_8859_1))
        .contains("password '*******'")
        .doesNotContain("hunter2");
  }

  @Test
  void whatIsTooLongToLookAtIsOverwritten() throws Exception {
    Bytes query = Wire.query("x".repeat(2 << 20) + " password 'hunter2'");
    Path file =
        write(
            (wire, writer) ->
                wire.open(1, "127.0.0.1:5432", "127.0.0.1:40000").login(1).client(1, query));

    assertThat(Files.readString(file, ISO_8859_1)).contains("xxxx").doesNotContain("hunter2");
    assertThat(tshark("-r", file, "-Y", "pgsql.length == " + (query.length() - 1))).hasLineCount(1);
  }

  @Test
  void whatCannotBeDecodedIsOverwritten() throws Exception {
    Path file =
        write(
            (wire, writer) ->
                wire.open(1, "127.0.0.1:5432", "127.0.0.1:40000")
                    .client(1, Bytes.of("GET / hunter2", ISO_8859_1)));

    assertThat(Files.readString(file, ISO_8859_1)).doesNotContain("hunter2");
    assertThat(fields(file, "frame.comment")).anyMatch(text -> text.contains("not PostgreSQL"));
  }

  @Test
  void remarksAreComments() throws Exception {
    Path file =
        write(
            (wire, writer) ->
                wire.open(1, "127.0.0.1:5432", "127.0.0.1:40000")
                    .login(1)
                    .note(1, "fault injected"));

    assertThat(fields(file, "frame.comment")).last().isEqualTo("fault injected");
  }

  @Test
  void secretsOfTheSessionsInItAreThereUnlessTheyAreNotWanted() throws Exception {
    TlsSecret early = secret("ab".repeat(32), "01");
    TlsSecret foreign = secret("cd".repeat(32), "02");
    TlsSecret late = secret("ab".repeat(32), "03");
    Script script =
        (wire, writer) -> {
          writer.secret(early);
          writer.secret(foreign);
          wire.open(1, "127.0.0.1:5432", "127.0.0.1:40000");
          wire.client(1, Bytes.ofHex(CLIENT_HELLO));
          writer.secret(late);
          writer.secret(late);
        };

    assertThat(Files.readString(write(script), ISO_8859_1))
        .containsOnlyOnce("CLIENT_RANDOM " + "ab".repeat(32) + " 01\n")
        .containsOnlyOnce("CLIENT_RANDOM " + "ab".repeat(32) + " 03\n")
        .doesNotContain("cd".repeat(32));
    assertThat(Files.readString(write(Pcapng.masked().withoutTlsSecrets(), script), ISO_8859_1))
        .doesNotContain("CLIENT_RANDOM");
  }

  @Test
  void theSecretsComeBeforeTheSession() throws Exception {
    Script script =
        (wire, writer) -> {
          wire.open(1, "127.0.0.1:5432", "127.0.0.1:40000");
          wire.client(1, Bytes.ofHex(CLIENT_HELLO));
          writer.secret(secret("ab".repeat(32), "01"));
          wire.client(1, Bytes.ofHex("1703030001ff"));
          wire.close(1, Ending.TERMINATED);
        };
    String file = Files.readString(write(script), ISO_8859_1);

    assertThat(file.indexOf("CLIENT_RANDOM")).isBetween(1, file.indexOf("\u0016\u0003\u0001"));
  }

  @Test
  void packetsDoNotWaitForSecretsForEver() throws Exception {
    Path file = Files.createTempFile(folder, "test", ".pcapng");
    try (FormatWriter writer = Pcapng.masked().to(Files.newOutputStream(file))) {
      new Wire(writer)
          .open(1, "127.0.0.1:5432", "127.0.0.1:40000")
          .client(1, Bytes.ofHex(CLIENT_HELLO));
      writer.flush();
      assertThat(fields(file, "tcp.len")).containsExactly("0", "0", "0");
      writer.flush();
      assertThat(fields(file, "tcp.len")).containsExactly("0", "0", "0", "52");
    }
  }

  @Test
  void whatIsContinuedHasNoHandshake() throws Exception {
    Path file =
        write(
            (wire, writer) -> {
              wire.open(1, "127.0.0.1:5432", "127.0.0.1:40000");
              writer.continued(new RecordingListener.ConnectionContinued(1, 1, java.util.Map.of()));
              wire.gap(1, Direction.FRONTEND, 100).gap(1, Direction.BACKEND, 200);
              wire.client(1, Wire.query("alter role bob password 'hunter2'"));
              wire.close(1, Ending.TERMINATED);
            });

    assertThat(fields(file, "tcp.flags.str")).first().isEqualTo("·······AP···");
    assertThat(fields(file, "frame.comment").get(0))
        .contains("what came before is not in this recording");
    assertThat(Files.readString(file, ISO_8859_1)).contains("role bob password '*******'");
  }

  private static TlsSecret secret(String random, String secret) {
    return new TlsSecret("CLIENT_RANDOM", Bytes.ofHex(random), Bytes.ofHex(secret));
  }

  private Path write(Script script) throws IOException {
    return write(Pcapng.masked(), script);
  }

  private Path write(Pcapng format, Script script) throws IOException {
    Path file = Files.createTempFile(folder, "test", ".pcapng");
    try (FormatWriter writer = format.to(Files.newOutputStream(file))) {
      script.on(new Wire(writer), writer);
    }
    return file;
  }

  private static List<String> fields(Path file, String... names) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of("-r", file, "-T", "fields"));
    for (String name : names) {
      arguments.addAll(List.of("-e", name));
    }
    return tshark(arguments.toArray()).lines().toList();
  }

  private static String tshark(Object... arguments) throws Exception {
    return Tool.of("tshark").run(arguments);
  }
}
