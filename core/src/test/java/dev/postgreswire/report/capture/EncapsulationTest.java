package dev.postgreswire.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.report.capture.CaptureFiles.Frame;
import dev.postgreswire.report.capture.Packets.Segment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What TCP is packed into. */
class EncapsulationTest {
  private static final Endpoint CLIENT6 =
      Packets.endpoint("20010db8000000000001000000000001", 40000);
  private static final Endpoint SERVER6 =
      Packets.endpoint("20010db8000000000000000000000002", 5432);

  private static Packets v4() {
    return Packets.between().handshake().client("hello").server("welcome");
  }

  private static Packets v6() {
    return Packets.between(CLIENT6, SERVER6).handshake().client("hello").server("welcome");
  }

  static Stream<Arguments> links() {
    return Stream.of(
        link("Ethernet", 1, Links::ethernet),
        link("Ethernet with check sum", 0x24000001, ip -> plus(Links.ethernet(ip), 4)),
        link("VLAN", 1, ip -> Links.ethernet(ip, "8100000a")),
        link("QinQ", 1, ip -> Links.ethernet(ip, "88a800018100000a")),
        link("three tags", 1, ip -> Links.ethernet(ip, "88a80001810000028100000a")),
        link("Linux cooked", 113, Links::linuxCooked),
        link("Linux cooked 2", 276, Links::linuxCooked2),
        link("raw", 101, ip -> ip),
        link("raw on BSD", 12, ip -> ip),
        link("raw on OpenBSD", 14, ip -> ip));
  }

  private static Arguments link(String name, int type, Function<byte[], byte[]> link) {
    return Arguments.of(name, type, link);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("links")
  void readsEveryLink(String name, int type, Function<byte[], byte[]> link)
      throws CaptureException {
    assertThat(told(type, CaptureFiles.frames(v4().segments(), link)))
        .startsWith("opened 10.0.0.1:40000 → 10.0.0.2:5432")
        .endsWith("F hello", "B welcome");
    assertThat(told(type, CaptureFiles.frames(v6().segments(), link)))
        .startsWith("opened [2001:db8::1:0:0:1]:40000 → [2001:db8::2]:5432")
        .endsWith("F hello", "B welcome");
  }

  /** Link type, and AF_INET and AF_INET6 as the machine that captured has them. */
  static Stream<Arguments> loopbacks() {
    return Stream.of(
        Arguments.of("macOS", 0, "02000000", "1e000000"),
        Arguments.of("FreeBSD", 0, "02000000", "1c000000"),
        Arguments.of("NetBSD", 0, "02000000", "18000000"),
        Arguments.of("Windows", 0, "02000000", "17000000"),
        Arguments.of("big-endian", 0, "00000002", "0000001e"),
        Arguments.of("OpenBSD", 108, "00000002", "00000018"),
        Arguments.of("IPv4 and IPv6 alone", -1, "", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loopbacks")
  void readsTheLoopback(String name, int type, String v4, String v6) throws CaptureException {
    List<Frame> four = CaptureFiles.frames(v4().segments(), ip -> Links.loopback(ip, v4));
    List<Frame> six = CaptureFiles.frames(v6().segments(), ip -> Links.loopback(ip, v6));
    assertThat(told(type < 0 ? 228 : type, four)).endsWith("F hello", "B welcome");
    assertThat(told(type < 0 ? 229 : type, six)).endsWith("F hello", "B welcome");
  }

  @Test
  void paddingIsNoData() throws CaptureException {
    List<Frame> padded = CaptureFiles.frames(v4().segments(), ip -> plus(Links.ethernet(ip), 6));
    assertThat(told(1, padded)).endsWith("F hello", "B welcome");
  }

  @Test
  void readsExtensionHeaders() throws CaptureException {
    // hop-by-hop options, routing, destination options, authentication, then TCP
    String headers =
        "2b000100010000 00"
            + "3c020000000000000000000000000000 0000000000000000"
            + "3300010400000000"
            + "0604000000000000000000000000000000000000 00000000";
    assertThat(told(1, extended(0, headers))).endsWith("F hello", "B welcome");
  }

  @Test
  void readsAFragmentThatIsTheOnlyOne() throws CaptureException {
    assertThat(told(1, extended(44, "0600000000000007"))).endsWith("F hello", "B welcome");
  }

  @Test
  void joinsFragmentsInAnyOrder() throws CaptureException {
    List<Frame> frames = new ArrayList<>();
    int id = 1;
    for (Segment segment : v4().segments()) {
      byte[] tcp = Links.tcp(segment);
      byte[] first = Links.v4(segment, 0x2000, id, Arrays.copyOf(tcp, 16), 16);
      byte[] rest = Arrays.copyOfRange(tcp, 16, tcp.length);
      byte[] second = Links.v4(segment, 2, id, rest, rest.length);
      frames.add(Frame.of(segment.time(), id % 2 == 0 ? first : second));
      frames.add(Frame.of(segment.time(), id % 2 == 0 ? second : first));
      id++;
    }
    assertThat(told(101, frames)).endsWith("F hello", "B welcome");
  }

  @Test
  void joinsFragmentsOfIpv6() throws CaptureException {
    List<Frame> frames = new ArrayList<>();
    for (Segment segment : v6().segments()) {
      byte[] tcp = Links.tcp(segment);
      String id = String.format("%08x", frames.size());
      byte[] first = Links.concat("06000001" + id, Arrays.copyOf(tcp, 16));
      byte[] second = Links.concat("06000010" + id, Arrays.copyOfRange(tcp, 16, tcp.length));
      frames.add(Frame.of(segment.time(), Links.v6(segment, 44, second)));
      frames.add(Frame.of(segment.time(), Links.v6(segment, 44, first)));
    }
    assertThat(told(101, frames)).endsWith("F hello", "B welcome");
  }

  @Test
  void countsFragmentsWhoseOthersAreMissing() throws CaptureException {
    List<Frame> frames = new ArrayList<>(CaptureFiles.frames(v4().segments(), ip -> ip));
    Segment last = v4().segments().get(4);
    byte[] lone = Links.v4(last, 0x2000, 9, Links.tcp(last), Links.tcp(last).length);
    frames.add(Frame.of(last.time(), lone));
    CaptureSummary summary = new Told().read(pcap(101, frames), 5432);
    assertThat(summary.skipped())
        .containsExactly(
            java.util.Map.entry("fragments of IP packets of which others are missing", 1L));
  }

  @Test
  void readsPacketsThatTheNetworkCardCutsLater() throws CaptureException {
    List<Frame> frames =
        v4().segments().stream()
            .map(s -> Frame.of(s.time(), Links.v4(s, 0, 0, Links.tcp(s), -1)))
            .toList();
    assertThat(told(101, frames)).endsWith("F hello", "B welcome");
  }

  @Test
  void saysWhatAPacketThatIsCutHadMore() throws CaptureException {
    List<Frame> frames =
        CaptureFiles.ethernet(v4().client("more").segments()).stream().map(f -> f.cut(57)).toList();
    assertThat(told(1, frames))
        .containsExactly(
            "opened 10.0.0.1:40000 → 10.0.0.2:5432",
            "F hel",
            "F gap 2",
            "B wel",
            "B gap 4",
            "F mor",
            "F gap 1");
  }

  @Test
  void countsWhatItPassesOver() throws CaptureException {
    List<Frame> frames = new ArrayList<>(CaptureFiles.ethernet(v4().segments()));
    frames.add(
        Frame.of(Packets.BEGIN, Links.concat("ffffffffffff020000000001" + "0806", new byte[28])));
    Segment last = v4().segments().get(4);
    byte[] udp = Links.ip(last);
    udp[9] = 17;
    frames.add(Frame.of(Packets.BEGIN, Links.ethernet(udp)));
    frames.add(frames.get(0).cut(30));
    byte[] malformed = Links.ip(last);
    malformed[0] = 0x41;
    frames.add(Frame.of(Packets.BEGIN, Links.ethernet(malformed)));
    assertThat(new Told().read(pcap(1, frames), 5432).skipped())
        .containsEntry("not IP", 1L)
        .containsEntry("IP, but not TCP", 1L)
        .containsEntry("cut within the headers", 1L)
        .containsEntry("malformed", 1L);
  }

  private static List<Frame> extended(int next, String headers) {
    return v6().segments().stream()
        .map(
            s -> {
              byte[] data = Links.concat(headers, Links.tcp(s));
              return Frame.of(s.time(), Links.ethernet(Links.v6(s, next, data)));
            })
        .toList();
  }

  private static List<String> told(int linkType, List<Frame> frames) throws CaptureException {
    return Told.of(pcap(linkType, frames), 5432).lines();
  }

  private static byte[] pcap(int linkType, List<Frame> frames) {
    return CaptureFiles.pcap(ByteOrder.LITTLE_ENDIAN, false, linkType, frames);
  }

  private static byte[] plus(byte[] bytes, int padding) {
    return Arrays.copyOf(bytes, bytes.length + padding);
  }
}
