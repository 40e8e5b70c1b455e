package dev.postgreswire.report.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.report.capture.CaptureFiles.Frame;
import dev.postgreswire.report.capture.CaptureFiles.Pcapng;
import dev.postgreswire.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no captures, or not whole: what is said of them. */
class BadCaptureTest {
  private static final Packets PACKETS =
      Packets.between().handshake().client("hello").server("welcome").close();
  private static final List<Frame> FRAMES = CaptureFiles.ethernet(PACKETS.segments());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''               | empty: nothing was captured",
        "504b030414000000 | a zip archive; unpack it first",
        "89504e470d0a1a0a | a PNG picture, not a capture",
        "425a683931415926 | compressed by bzip2; decompress it first: bunzip2",
        "fd377a585a000004 | compressed by xz",
        "28b52ffd00000000 | compressed by Zstandard",
        "736e6f6f70000000 | snoop format; convert it to one that is read: editcap IN OUT.pcapng",
        "474d425500000000 | a capture of Microsoft Network Monitor; convert it",
        "7b22636f6e6e6563 | text, not a capture. text2pcap makes a capture of a hex dump",
        "4609323409517565 | text, not a capture",
        "0102030405060708 | of a format that is not known, not a capture; pcap and pcapng are read",
        "d4               | of a format that is not known",
      })
  void namesForeignFiles(String start, String expected) {
    assertThatThrownBy(() -> Told.of(Bytes.ofHex(start).toByteArray()))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith("test.pcap is ")
        .hasMessageContaining(expected);
  }

  @Test
  void namesWhatIsCompressed() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(text)) {
      out.write("hello".getBytes(StandardCharsets.US_ASCII));
    }
    assertThatThrownBy(() -> Told.of(text.toByteArray()))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith("test.pcap is text, not a capture");
    assertThatThrownBy(() -> Told.of(Arrays.copyOf(text.toByteArray(), 15)))
        .isInstanceOf(CaptureException.class)
        .hasMessage("test.pcap is compressed by gzip, and damaged");
  }

  @Test
  void saysThatAFileIsNotThereOrAFolder(@TempDir Path folder) {
    assertThatThrownBy(() -> Capture.open(folder.resolve("x.pcap")))
        .isInstanceOf(CaptureException.class)
        .hasMessage("There is no file " + folder.resolve("x.pcap"));
    assertThatThrownBy(() -> Capture.open(folder))
        .isInstanceOf(CaptureException.class)
        .hasMessage(folder + " is a folder; name the capture in it");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 23})
  void aFileThatEndsInItsHeaderIsNoCapture(int length) {
    assertThatThrownBy(() -> Told.of(Arrays.copyOf(PACKETS.pcap(), length)))
        .isInstanceOf(CaptureException.class)
        .hasMessage(
            "test.pcap is no usable capture: the file ends too early: the header at byte 4 needs"
                + " 20 bytes, and "
                + (length - 4)
                + " are there");
  }

  @Test
  void aHeaderAloneIsACaptureOfNothing() {
    assertThatThrownBy(() -> Told.of(Arrays.copyOf(PACKETS.pcap(), 24)))
        .isInstanceOf(CaptureException.class)
        .hasMessage(
            "test.pcap: there is no connection to PostgreSQL in its 0 packets. Nothing was"
                + " captured: check the interface and the capture filter.");
  }

  @Test
  void aCutFileGivesAllThatIsBefore() throws CaptureException {
    byte[] whole = PACKETS.pcap();
    int fourth = 24 + 3 * (16 + 54) + 16 + 54 + 5;
    Told told = new Told();
    CaptureSummary summary = told.read(Arrays.copyOf(whole, fourth + 16 + 20), 5432);
    assertThat(told.lines()).containsExactly("opened 10.0.0.1:40000 → 10.0.0.2:5432", "F hello");
    assertThat(summary.packets()).isEqualTo(4);
    assertThat(summary.damage())
        .contains(
            "the file ends too early: the packet at byte 325 needs 61 bytes, and 20 are there");
    assertThat(new Told().read(Arrays.copyOf(whole, fourth + 3), 5432).damage())
        .contains("the file ends too early: within the header of the packet at byte 309");
  }

  @Test
  void aCutPcapngGivesAllThatIsBefore() throws CaptureException {
    byte[] whole =
        CaptureFiles.pcapng(ByteOrder.BIG_ENDIAN).iface(1).enhanced(0, FRAMES).toByteArray();
    for (int missing = 1; missing < 80; missing++) {
      Told told = new Told();
      CaptureSummary summary = told.read(Arrays.copyOf(whole, whole.length - missing), 5432);
      assertThat(told.lines()).contains("F hello", "B welcome").doesNotContain("closed");
      assertThat(summary.damage().orElseThrow()).startsWith("the file ends too early");
    }
  }

  @Test
  void aCutCompressedFileGivesWhatIsBefore() throws IOException {
    Packets much = Packets.between().handshake();
    byte[] noise = new byte[1000];
    for (int i = 0; i < 300; i++) {
      new java.util.Random(i).nextBytes(noise);
      much.server(Bytes.of(noise));
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(much.pcap());
    }
    CaptureSummary summary =
        new Told().read(Arrays.copyOf(compressed.toByteArray(), 200_000), 5432);
    assertThat(summary.packets()).isBetween(100L, 299L);
    assertThat(summary.damage()).contains("the compressed file ends too early");
  }

  @Test
  void aHugePacketIsDamage() throws CaptureException {
    byte[] damaged = PACKETS.pcap();
    int fifth = 24 + 3 * (16 + 54) + 16 + 54 + 5;
    Arrays.fill(damaged, fifth + 8, fifth + 12, (byte) 0xEE);
    assertThat(new Told().read(damaged, 5432).damage())
        .contains(
            "the packet at byte 309 claims to be 4008636142 bytes long; the file is damaged there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "00000006 fffffffc | claims to be 4294967292 bytes long",
        "00000006 7ffffffc | claims to be 2147483644 bytes long",
        "00000006 00000008 | claims to be 8 bytes long",
        "00000006 00000021 | claims to be 33 bytes long",
        "00000006 0000000c 0000000c | is too short",
        "00000006 00000010 00000000 00000011 | does not end as it begins",
        "00000001 00000010 00000000 00000010 | describes no interface",
        "00000006 00000020 00000007 0000000000000000 00000000 00000000 00000020"
            + " | belongs to interface 7, which was not described",
        "00000006 00000020 00000000 0000000000000000 00000099 00000000 00000020"
            + " | has a packet of 153 bytes, which is not in it",
        "0a0d0d0a 00000010 12345678 00000000 | is a section header without a mark",
        "0a0d0d0a 0000001c 1a2b3c4d 00020000 ffffffffffffffff 0000001c"
            + " | is a section header of a version of pcapng that is not known",
        "0000000a 00000014 544c534b 00000044 00000014 | has secrets that are not in it",
      })
  void aBlockThatMakesNoSenseIsDamage(String block, String expected) throws CaptureException {
    Pcapng file =
        CaptureFiles.pcapng(ByteOrder.BIG_ENDIAN)
            .iface(1)
            .enhanced(0, FRAMES.subList(0, 4))
            .raw(Bytes.ofHex(block));
    Told told = new Told();
    CaptureSummary summary = told.read(file.toByteArray(), 5432);
    assertThat(told.lines()).endsWith("F hello");
    assertThat(summary.damage().orElseThrow()).startsWith("the block at byte ").contains(expected);
  }

  @Test
  void aHugeBlockThatNobodyKnowsIsPassedOverUpToTheEnd() throws CaptureException {
    Pcapng file =
        CaptureFiles.pcapng(ByteOrder.BIG_ENDIAN)
            .iface(1)
            .enhanced(0, FRAMES)
            .raw(Bytes.ofHex("0000cafe 7ffffff0 00000000"));
    assertThat(new Told().read(file.toByteArray(), 5432).damage().orElseThrow())
        .contains("needs 2147483620 bytes, and 4 are there");
  }

  @Test
  void saysWhatThereIsInsteadOfPostgres() {
    Packets web =
        Packets.between(Packets.endpoint("0a000001", 40000), Packets.endpoint("0a000002", 80))
            .handshake()
            .client("GET / HTTP/1.1");
    Packets more =
        Packets.between(Packets.endpoint("0a000001", 40001), Packets.endpoint("0a000002", 80))
            .handshake()
            .client("GET / HTTP/1.1");
    Packets mail =
        Packets.between(Packets.endpoint("0a000001", 40002), Packets.endpoint("0a000002", 25))
            .handshake()
            .server("220 mail");
    byte[] capture = CaptureFiles.pcap(Packets.together(web, more, mail));
    assertThatThrownBy(() -> Told.of(capture))
        .isInstanceOf(CaptureException.class)
        .hasMessage(
            "test.pcap: there is no connection to PostgreSQL in its 12 packets. TCP connections"
                + " went to port 80 (2 connections), 25 (1 connection). If one of these is a"
                + " PostgreSQL server's, name it: --port N.");
    assertThatThrownBy(() -> Told.of(capture, 5433))
        .isInstanceOf(CaptureException.class)
        .hasMessage(
            "test.pcap: there is no connection to PostgreSQL on port 5433 in its 12 packets. TCP"
                + " connections went to port 80 (2 connections), 25 (1 connection). Name the"
                + " server's, or leave out --port to find it.");
  }

  @Test
  void saysThatThereIsNoTcp() {
    byte[] arp = Links.concat("ffffffffffff0200000000010806", new byte[28]);
    byte[] capture =
        CaptureFiles.pcap(ByteOrder.LITTLE_ENDIAN, false, 1, List.of(Frame.of(Packets.BEGIN, arp)));
    assertThatThrownBy(() -> Told.of(capture))
        .hasMessage(
            "test.pcap: there is no connection to PostgreSQL in its 1 packet. Passed over: 1 packet"
                + " (not IP). There is no TCP connection at all: check the interface and the"
                + " capture filter, and that packets are captured whole.");
    byte[] radio =
        CaptureFiles.pcap(
            ByteOrder.LITTLE_ENDIAN, false, 105, List.of(Frame.of(Packets.BEGIN, arp)));
    assertThatThrownBy(() -> Told.of(radio)).hasMessageContaining("link type 105 is not known");
  }

  @Test
  void aDiskThatFailsIsSaidToFail() {
    byte[] start = Arrays.copyOf(PACKETS.pcap(), 200);
    InputStream in =
        new InputStream() {
          private final InputStream good = new ByteArrayInputStream(start);

          @Override
          public int read() throws IOException {
            int next = good.read();
            if (next < 0) {
              throw new IOException("Input/output error");
            }
            return next;
          }

          @Override
          public int read(byte[] into, int from, int count) throws IOException {
            int next = read();
            into[from] = (byte) next;
            return 1;
          }
        };
    assertThatThrownBy(() -> Capture.open(in, "disk.pcap").port(5432).readTo(new Told()))
        .isInstanceOf(CaptureException.class)
        .hasMessage("disk.pcap cannot be read: Input/output error");
  }

  @Test
  void readsFilesAndClosesThem(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("good.pcap"), PACKETS.pcap());
    Told told = new Told();
    try (CaptureReader reader = Capture.open(file)) {
      assertThat(reader.size()).hasValue(PACKETS.pcap().length);
      CaptureSummary summary = reader.port(5432).readTo(told);
      assertThat(reader.position()).isEqualTo(PACKETS.pcap().length);
      assertThat(summary.name()).isEqualTo(file.toString());
    }
    assertThat(told.lines()).contains("F hello");
  }

  @Test
  void whatTheSinkThrowsComesOut() {
    assertThatThrownBy(
            () ->
                Capture.open(new ByteArrayInputStream(PACKETS.pcap()), "test.pcap")
                    .port(5432)
                    .readTo(new FullDisk()))
        .isInstanceOf(UncheckedIOException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65536})
  void thereAreNoSuchPorts(int port) throws IOException {
    try (CaptureReader reader = Capture.open(new ByteArrayInputStream(PACKETS.pcap()), "test")) {
      assertThatThrownBy(() -> reader.port(port))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(port + " is no port; there are 1 to 65535");
    }
  }

  private static final class FullDisk implements dev.postgreswire.recording.WireSink {
    @Override
    public Connection opened(
        dev.postgreswire.recording.ConnectionOrigin origin, java.time.Instant time) {
      throw new UncheckedIOException(new IOException("No space left on device"));
    }

    @Override
    public void secret(dev.postgreswire.recording.TlsSecret secret) {}
  }
}
