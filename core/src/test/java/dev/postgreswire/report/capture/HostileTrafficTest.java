package dev.postgreswire.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.RecordingStream;
import dev.postgreswire.report.capture.Packets.Segment;
import dev.postgreswire.wire.Bytes;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What waits is bounded, whatever comes. */
class HostileTrafficTest {
  private static final int MEGABYTE = 1 << 20;
  private static final Endpoint SERVER = Packets.endpoint("0a000002", 5432);
  private static final Endpoint ELSEWHERE = Packets.endpoint("0a000002", 443);

  private final Facts facts = new Facts();
  private final TcpFlows flows =
      new TcpFlows(
          new Ports(Set.of()), new RecordingStream(new RecordingListener() {}, null), facts);
  private long most;

  @Test
  void manyConnectionsWithHolesWaitForLittle() {
    Bytes data = Bytes.of(new byte[1000]);
    for (int round = 0; round < 30; round++) {
      for (int i = 0; i < 3000; i++) {
        Endpoint client = Packets.endpoint(String.format("0b%06x", i), 40000);
        take(client, SERVER, 5000 + round * 2000, 1, data);
      }
    }
    assertThat(most).isBetween(30L * MEGABYTE, 33L * MEGABYTE);
    assertThat(facts.summary("", "", java.util.Optional.empty()).gaps()).isPositive();
  }

  @Test
  void oneConnectionWithAHoleWaitsForLittle() {
    Endpoint client = Packets.endpoint("0b000001", 40000);
    take(client, SERVER, 0, 1, Bytes.of((byte) 'Q'));
    Bytes data = Bytes.of(new byte[1000]);
    for (int i = 1; i < 100_000; i++) {
      take(client, SERVER, i * 1000, 1, data);
    }
    assertThat(most).isBetween(7L * MEGABYTE, 9L * MEGABYTE);
  }

  @Test
  void connectionsOfWhichNothingIsKnownAreForgotten() {
    Bytes data = Bytes.of(new byte[30_000]);
    for (int i = 0; i < 60_000; i++) {
      Endpoint client = Packets.endpoint(String.format("0b%06x", i), 40000);
      take(client, ELSEWHERE, 5000, 1, data);
    }
    assertThat(flows.size()).isEqualTo(20_000);
    assertThat(most).isBetween(30L * MEGABYTE, 33L * MEGABYTE);
  }

  @Test
  void connectionsThatNeverEndAreForgotten() {
    for (int i = 0; i < 50_000; i++) {
      Endpoint client = Packets.endpoint(String.format("0b%06x", i), 40000);
      take(client, SERVER, 5000, 1, Bytes.of((byte) 'Q'));
    }
    assertThat(flows.size()).isEqualTo(20_000);
  }

  @Test
  void acknowledgementsThatLieHoldNothingUp() {
    Random random = new Random(1);
    Endpoint client = Packets.endpoint("0b000001", 40000);
    Bytes data = Bytes.of(new byte[100]);
    for (int i = 0; i < 20_000; i++) {
      boolean forth = random.nextBoolean();
      int ack = random.nextInt();
      int sequence = random.nextInt(4) == 0 ? random.nextInt() : i * 100;
      take(forth ? client : SERVER, forth ? SERVER : client, sequence, ack, data);
    }
    flows.finish();
    assertThat(flows.waiting()).isZero();
    assertThat(most).isLessThan(9L * MEGABYTE);
  }

  @Test
  void fragmentsThatAreNeverWholeAreForgotten() {
    Tally tally = new Tally();
    IpLayer ip = new IpLayer(tally);
    Segment segment =
        new Segment(Packets.BEGIN, SERVER, ELSEWHERE, 0, 0, 0, Bytes.of(new byte[1000]));
    for (int i = 0; i < 10_000; i++) {
      byte[] data = Links.tcp(segment);
      byte[] packet = Links.v4(segment, 0x2000, i, data, data.length);
      ip.read(
          java.nio.ByteBuffer.wrap(packet).order(ByteOrder.BIG_ENDIAN),
          packet.length,
          Packets.BEGIN);
    }
    assertThat(tally.packets()).containsEntry(IpFragments.INCOMPLETE, 10_000L - 64);
  }

  private void take(Endpoint from, Endpoint to, int sequence, int ack, Bytes data) {
    flows.take(
        new TcpSegment(
            from, to, sequence, ack, TcpSegment.ACK, data.toByteBuffer(), 0, Packets.BEGIN));
    most = Math.max(most, flows.waiting());
  }
}
