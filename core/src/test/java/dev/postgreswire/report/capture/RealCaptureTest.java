package dev.postgreswire.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.loopback.Loopback;
import dev.postgreswire.loopback.LoopbackOptions;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.RecordingStream;
import dev.postgreswire.recording.Window;
import dev.postgreswire.report.Trace;
import dev.postgreswire.report.capture.CaptureFiles.Frame;
import dev.postgreswire.report.capture.Streams.Stream;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real sessions, captured by dumpcap on their way from a recorder to a real server: what is read
 * from the capture is what was recorded, and whatever happens to the capture, none of it changes.
 */
class RealCaptureTest {
  private static final TestServer SERVER = TestServer.current();
  private static final int CONNECTIONS = 4;
  private static byte[] capture;
  private static Recording recording;

  @BeforeAll
  static void session() throws Exception {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    InetSocketAddress server = new InetSocketAddress(SERVER.host(), SERVER.port());
    try (Window window = recorder.openWindow("capture");
        Loopback loopback = Loopback.open(server, recorder, LoopbackOptions.defaults())) {
      capture = Sniffer.capture(SERVER.port(), CONNECTIONS, () -> connections(loopback.port()));
      loopback.drain(Duration.ofMinutes(5));
      recording = window.recording();
    }
  }

  private static void connections(int port) throws Exception {
    queries(SERVER.jdbcUrl("localhost", port, TestRole.SCRAM, "sslmode=disable"));
    rows(SERVER.jdbcUrl("localhost", port, TestRole.MD5, "sslmode=disable"));
    queries(SERVER.jdbcUrl("localhost", port, TestRole.ADMIN, "sslmode=require"));
    queries(SERVER.jdbcUrl("localhost", port, TestRole.ADMIN, "preferQueryMode=simple"));
  }

  private static void queries(String url) throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("create temporary table captured (id int, name text)");
      try (PreparedStatement insert =
          connection.prepareStatement("insert into captured values (?, ?)")) {
        for (int i = 0; i < 50; i++) {
          insert.setInt(1, i);
          insert.setString(2, "name of " + i);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
      for (int i = 0; i < 20; i++) {
        statement.executeQuery("select * from captured where id = " + i).close();
      }
      connection.rollback();
    }
  }

  private static void rows(String url) throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement
          .executeQuery("select i, repeat(md5(i::text), 20) from generate_series(1, 1000) i")
          .close();
    }
  }

  @Test
  void whatIsReadIsWhatWasRecorded() throws CaptureException {
    assertThat(traces(capture, SERVER.port())).isEqualTo(recorded());
    assertThat(summary(capture).gaps()).isZero();
  }

  @Test
  void whereTheServerIsNeedNotBeSaid() throws CaptureException {
    assertThat(traces(capture, 0)).isEqualTo(recorded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pcap", "nsecpcap", "pcapng", "modpcap"})
  void otherFormatsSayTheSame(String format) throws Exception {
    byte[] other = Sniffer.change(capture, "editcap", "-F", format, "IN", "OUT");
    assertThat(traces(other, SERVER.port())).isEqualTo(recorded());
  }

  @Test
  void packetsThatWereCapturedTwiceAreToldOnce() throws Exception {
    byte[] twice = Sniffer.change(capture, "mergecap", "-w", "OUT", "IN", "IN");
    assertThat(traces(twice, SERVER.port())).isEqualTo(recorded());
    assertThat(summary(twice).packets()).isEqualTo(2 * summary(capture).packets());
    byte[] sections = Sniffer.change(capture, "mergecap", "-a", "-F", "pcapng", "-w", "OUT", "IN");
    byte[] both = Bytes.of(capture).plus(Bytes.of(sections)).toByteArray();
    assertThat(summary(both).packets()).isEqualTo(2 * summary(capture).packets());
  }

  @Test
  void aHexDumpBecomesTheSame() throws Exception {
    byte[] dump =
        Sniffer.change(
            capture,
            "sh",
            "-c",
            "tshark -r IN --hexdump frames --hexdump noascii > OUT 2>/dev/null");
    byte[] again = Sniffer.change(dump, "text2pcap", "-q", "IN", "OUT");
    assertThat(traces(again, SERVER.port())).isEqualTo(recorded());
  }

  @Test
  void whatIsCutIsAGapOfItsLength() throws Exception {
    byte[] cut = Sniffer.change(capture, "editcap", "-s", "200", "IN", "OUT");
    assertPartOf(Streams.of(capture, SERVER.port()), Streams.of(cut, SERVER.port()), true);
    assertThat(summary(cut).missingBytes()).isGreaterThan(300_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void reorderedAndRepeatedPacketsSayTheSame(long seed) throws Exception {
    Random random = new Random(seed);
    List<Frame> frames = frames(capture);
    for (int from = 0; from < frames.size(); from += 1 + random.nextInt(12)) {
      List<Frame> some = frames.subList(from, Math.min(frames.size(), from + random.nextInt(8)));
      if (some.stream().noneMatch(RealCaptureTest::opensOrEnds)) {
        Collections.shuffle(some, random);
      }
      int later = Math.min(frames.size(), from + random.nextInt(12));
      frames.add(later, frames.get(from));
    }
    byte[] mixed = pcap(inTheOrderOfTime(frames));
    assertSame(Streams.of(capture, SERVER.port()), Streams.of(mixed, SERVER.port()));
  }

  private static boolean opensOrEnds(Frame frame) {
    int flags = frame.data().get(14 + 20 + 13);
    return (flags & (TcpSegment.SYN | TcpSegment.FIN | TcpSegment.RST)) != 0;
  }

  /** A clock does not go back, in whatever order packets reach it. */
  private static List<Frame> inTheOrderOfTime(List<Frame> frames) {
    List<Instant> times = frames.stream().map(Frame::time).sorted().toList();
    return IntStream.range(0, frames.size())
        .mapToObj(i -> new Frame(times.get(i), frames.get(i).data(), frames.get(i).length()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whatIsLostIsAGapOfItsLength(long seed) throws Exception {
    Random random = new Random(seed);
    List<Frame> frames = frames(capture);
    frames.removeIf(frame -> random.nextInt(20) == 0);
    Streams lossy = Streams.of(pcap(frames), SERVER.port());
    assertPartOf(Streams.of(capture, SERVER.port()), lossy, true);
  }

  @Test
  void aCaptureMayBeginAnywhere() throws Exception {
    Streams whole = Streams.of(capture, SERVER.port());
    List<Frame> frames = frames(capture);
    for (int from = 1; from < frames.size() - 20; from += 1 + frames.size() / 97) {
      byte[] rest = pcap(frames.subList(from, frames.size()));
      assertPartOf(whole, Streams.of(rest, SERVER.port()), false);
      traces(rest, SERVER.port());
    }
  }

  private static void assertSame(Streams expected, Streams actual) {
    assertThat(actual.connections().keySet()).isEqualTo(expected.connections().keySet());
    expected
        .connections()
        .forEach(
            (client, sides) ->
                sides.forEach(
                    (direction, stream) ->
                        assertThat(actual.connections().get(client).get(direction).bytes())
                            .as(client + " " + direction)
                            .isEqualTo(stream.bytes())));
  }

  private static void assertPartOf(Streams whole, Streams part, boolean fromTheStart) {
    part.connections()
        .forEach(
            (client, sides) -> {
              Map<Direction, Stream> all = whole.connections().get(client);
              sides.forEach(
                  (direction, stream) -> stream.isPartOf(all.get(direction), fromTheStart));
            });
  }

  private static List<String> recorded() {
    return recording.connections().stream()
        .map(RecordedConnection::messages)
        .map(RealCaptureTest::trace)
        .toList();
  }

  /**
   * A server that has read Terminate closes, and what the client still says, TLS's close_notify,
   * was recorded and may not have gone out: what comes after the server's last answer is left out.
   */
  private static String trace(List<RecordedMessage> messages) {
    return Trace.strict()
        .of(messages)
        .replaceFirst("((F\\t\\d+|B\\t24)\\tTlsRecord\\t 23 771\n)+$", "");
  }

  private static List<String> traces(byte[] capture, int port) throws CaptureException {
    Map<Integer, List<RecordedMessage>> messages = new TreeMap<>();
    RecordingListener listener =
        new RecordingListener() {
          @Override
          public void message(RecordedMessage message) {
            messages.computeIfAbsent(message.connectionId(), any -> new ArrayList<>()).add(message);
          }
        };
    RecordingStream stream = new RecordingStream(listener, null);
    CaptureReader reader = Capture.open(new ByteArrayInputStream(capture), "real.pcapng");
    (port == 0 ? reader : reader.port(port)).readTo(stream);
    stream.finish();
    return messages.values().stream().map(RealCaptureTest::trace).toList();
  }

  private static CaptureSummary summary(byte[] capture) throws CaptureException {
    return Capture.open(new ByteArrayInputStream(capture), "real.pcapng")
        .port(SERVER.port())
        .readTo(new Streams());
  }

  /** The packets of a capture. */
  private static List<Frame> frames(byte[] capture) throws IOException {
    CaptureInput in = new CaptureInput(new ByteArrayInputStream(capture));
    in.read(4, "type");
    CaptureFile file = PcapngFile.open(in);
    List<Frame> frames = new ArrayList<>();
    for (Optional<Block> next = file.next(); next.isPresent(); next = file.next()) {
      if (next.get() instanceof Block.Packet packet) {
        frames.add(new Frame(packet.time(), Bytes.copyOf(packet.data()), packet.length()));
      }
    }
    return frames;
  }

  private static byte[] pcap(List<Frame> frames) {
    return CaptureFiles.pcap(ByteOrder.LITTLE_ENDIAN, true, CaptureFiles.ETHERNET, frames);
  }
}
