package dev.postgreswire.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.report.capture.CaptureFiles.Frame;
import dev.postgreswire.report.capture.CaptureFiles.Pcapng;
import dev.postgreswire.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same packets in every form of file. */
class CaptureFormatTest {
  private static final Packets PACKETS =
      Packets.between().handshake().client("hello").server("welcome").close();
  private static final List<Frame> FRAMES = CaptureFiles.ethernet(PACKETS.segments());
  private static final List<String> EXPECTED =
      List.of(
          "opened 10.0.0.1:40000 → 10.0.0.2:5432",
          "F hello",
          "B welcome",
          "F ended",
          "B ended",
          "closed CLOSED_BY_CLIENT");

  @ParameterizedTest
  @CsvSource({"BIG_ENDIAN,true", "BIG_ENDIAN,false", "LITTLE_ENDIAN,true", "LITTLE_ENDIAN,false"})
  void readsPcap(String order, boolean nanos) throws CaptureException {
    Told told = Told.of(CaptureFiles.pcap(order(order), nanos, 1, FRAMES), 5432);
    assertThat(told.lines()).isEqualTo(EXPECTED);
    assertThat(told.times().get(1)).isEqualTo(Packets.BEGIN.plusMillis(3));
  }

  @Test
  void readsWhatGzipHasCompressed() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(PACKETS.pcap());
    }
    assertThat(Told.of(compressed.toByteArray(), 5432).lines()).isEqualTo(EXPECTED);
  }

  @Test
  void keepsNanoseconds() throws CaptureException {
    Instant time = Instant.parse("2026-11-21T12:00:00.123456789Z");
    List<Frame> frames = FRAMES.stream().map(f -> new Frame(time, f.data(), f.length())).toList();
    assertThat(Told.of(CaptureFiles.pcap(order("BIG_ENDIAN"), true, 1, frames), 5432).times())
        .containsOnly(time);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void readsPcapng(ByteOrder order) throws CaptureException {
    Pcapng file = CaptureFiles.pcapng(order).iface(1).enhanced(0, FRAMES);
    Told told = Told.of(file.toByteArray(), 5432);
    assertThat(told.lines()).isEqualTo(EXPECTED);
    assertThat(told.times().get(1)).isEqualTo(Packets.BEGIN.plusMillis(3));
  }

  @Test
  void readsSeveralSectionsOfEitherByteOrder() throws CaptureException {
    Pcapng file =
        CaptureFiles.pcapng(ByteOrder.LITTLE_ENDIAN)
            .iface(1)
            .enhanced(0, FRAMES.subList(0, 4))
            .section(ByteOrder.BIG_ENDIAN)
            .iface(113)
            .iface(1)
            .enhanced(1, FRAMES.subList(4, FRAMES.size()));
    assertThat(Told.of(file.toByteArray(), 5432).lines()).isEqualTo(EXPECTED);
  }

  @Test
  void readsInterfacesOfSeveralKinds() throws CaptureException {
    List<Frame> cooked = CaptureFiles.frames(PACKETS.segments(), Links::linuxCooked2);
    Pcapng file = CaptureFiles.pcapng(ByteOrder.LITTLE_ENDIAN).iface(1).iface(276);
    for (int i = 0; i < FRAMES.size(); i++) {
      List<Frame> from = i % 2 == 0 ? FRAMES : cooked;
      file.enhanced(i % 2, List.of(from.get(i)));
    }
    assertThat(Told.of(file.toByteArray(), 5432).lines()).isEqualTo(EXPECTED);
  }

  /** The options if_tsresol and if_tsoffset, and the ticks of 2026-11-21T12:00:00.5Z. */
  static Stream<org.junit.jupiter.params.provider.Arguments> clocks() {
    long seconds = Packets.BEGIN.getEpochSecond();
    return Stream.of(
        clock("0009000109000000", seconds * 1_000_000_000 + 500_000_000),
        clock("0009000103000000", seconds * 1_000 + 500),
        clock("0009000101000000", seconds * 10 + 5),
        clock("0009000181000000", seconds * 2 + 1),
        clock("000900019e000000", (seconds << 30) + (1L << 29)),
        clock("00090001a0000000", (seconds << 32) + (1L << 31)),
        clock(
            "000900010a000000" + "000e0008" + "0000000065000000",
            (seconds - 0x65000000L) * 10_000_000_000L + 5_000_000_000L));
  }

  private static org.junit.jupiter.params.provider.Arguments clock(String options, long ticks) {
    return org.junit.jupiter.params.provider.Arguments.of(options, ticks);
  }

  @ParameterizedTest
  @MethodSource("clocks")
  void readsClocksOfEveryResolution(String options, long ticks) throws CaptureException {
    Pcapng file = CaptureFiles.pcapng(ByteOrder.BIG_ENDIAN).iface(1, 0, Bytes.ofHex(options));
    FRAMES.forEach(frame -> file.enhanced(0, ticks, frame));
    assertThat(Told.of(file.toByteArray(), 5432).times())
        .containsOnly(Packets.BEGIN.plusMillis(500));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void readsSimpleAndObsoletePackets(ByteOrder order) throws CaptureException {
    Pcapng file = CaptureFiles.pcapng(order).iface(1);
    for (int i = 0; i < FRAMES.size(); i++) {
      if (i % 2 == 0) {
        file.obsolete(0, Pcapng.micros(FRAMES.get(i).time()), FRAMES.get(i));
      } else {
        file.simple(FRAMES.get(i));
      }
    }
    Told told = Told.of(file.toByteArray(), 5432);
    assertThat(told.lines()).isEqualTo(EXPECTED);
    assertThat(told.times().get(1)).isEqualTo(Packets.BEGIN.plusMillis(2)).as("the one before");
  }

  @Test
  void readsSimplePacketsThatAreCut() throws CaptureException {
    Pcapng file = CaptureFiles.pcapng(ByteOrder.BIG_ENDIAN).iface(1, 57, Bytes.EMPTY);
    FRAMES.forEach(frame -> file.simple(frame.cut(57)));
    assertThat(Told.of(file.toByteArray(), 5432).lines())
        .startsWith(EXPECTED.get(0), "F hel", "F gap 2", "B wel", "B gap 4");
  }

  @Test
  void passesOverBlocksThatAreNotKnown() throws CaptureException {
    Pcapng file = CaptureFiles.pcapng(ByteOrder.LITTLE_ENDIAN).block(0xBAD, new byte[8]).iface(1);
    FRAMES.forEach(
        frame ->
            file.block(4, new byte[200_000]) // names
                .enhanced(0, List.of(frame))
                .block(0x40000BAD, new byte[4]));
    assertThat(Told.of(file.toByteArray(), 5432).lines()).isEqualTo(EXPECTED);
  }

  @Test
  void tellsSecrets() throws CaptureException {
    String random = "00".repeat(32);
    String log =
        "# a comment\r\nCLIENT_RANDOM " + random + " 0a0b\r\n\nSERVER_TRAFFIC_SECRET_0 " + random;
    Pcapng file =
        CaptureFiles.pcapng(ByteOrder.LITTLE_ENDIAN)
            .iface(1)
            .secrets(0x544c534b, log + " ff\nnonsense\n")
            .secrets(0x57474b4c, "LOCAL_STATIC_PRIVATE_KEY = x")
            .enhanced(0, FRAMES);
    Told told = new Told();
    CaptureSummary summary = told.read(file.toByteArray(), 5432);
    assertThat(told.lines())
        .startsWith("secret CLIENT_RANDOM 0a0b", "secret SERVER_TRAFFIC_SECRET_0 ff");
    assertThat(summary.secrets()).isEqualTo(2);
    assertThat(summary.skipped())
        .containsEntry("secrets of another kind than TLS's", 1L)
        .containsEntry("lines of secrets that are no lines of a key log", 1L);
  }

  @Test
  void tellsWhatTheCapturingMachineLost() throws CaptureException {
    Pcapng file = CaptureFiles.pcapng(ByteOrder.LITTLE_ENDIAN).iface(1).enhanced(0, FRAMES);
    byte[] statistics = file.writer().int32(0).int64(0).int16(5).int16(8).int64(42).toByteArray();
    CaptureSummary summary = new Told().read(file.block(5, statistics).toByteArray(), 5432);
    assertThat(summary.droppedPackets()).isEqualTo(42);
  }

  @Test
  void summarizes() throws CaptureException {
    CaptureSummary summary = new Told().read(PACKETS.pcap(), 5432);
    assertThat(summary.format()).isEqualTo("pcap");
    assertThat(summary.packets()).isEqualTo(8);
    assertThat(summary.bytes()).isEqualTo(8 * 54 + 12);
    assertThat(summary.duration()).hasMillis(7);
    assertThat(summary.servers()).containsOnlyKeys("10.0.0.2:5432").containsValue(1L);
    assertThat(summary.connections()).isEqualTo(1);
    assertThat(summary.damage()).isEmpty();
    assertThat(summary.gaps()).isZero();
  }

  static Stream<ByteOrder> orders() {
    return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteOrder order(String name) {
    return name.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }
}
