package dev.postgreswire.report.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.RecordingStream;
import dev.postgreswire.report.capture.CaptureFiles.Frame;
import dev.postgreswire.testing.conformance.BreaksProtocol;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in a file: it is read, or refused with a {@link CaptureException}. */
@BreaksProtocol(because = "it changes and cuts captures at random")
class CaptureFuzzTest {
  private static final int ROUNDS = 400;

  private static final Message STARTUP =
      new StartupMessage(ProtocolVersion.V3_0, List.of(new StartupParameter("user", "alice")));

  private static final List<byte[]> SEEDS = seeds();

  private static List<byte[]> seeds() {
    Packets v4 =
        Packets.between()
            .handshake()
            .client(STARTUP)
            .server("R\0\0\0\10\0\0\0\0Z\0\0\0\5I")
            .client("Q\0\0\0\15select 1\0")
            .server("C\0\0\0\15SELECT 1\0Z\0\0\0\5I")
            .close();
    Packets v6 =
        Packets.between(
                Packets.endpoint("00".repeat(15) + "01", 40001),
                Packets.endpoint("00".repeat(15) + "01", 5432))
            .handshake()
            .client(STARTUP)
            .server("N")
            .serverReset();
    List<Frame> ethernet = CaptureFiles.ethernet(Packets.together(v4, v6));
    List<Frame> cooked = CaptureFiles.frames(v4.segments(), Links::linuxCooked);
    return List.of(
        CaptureFiles.pcap(ByteOrder.LITTLE_ENDIAN, false, 1, ethernet),
        CaptureFiles.pcap(ByteOrder.BIG_ENDIAN, true, 113, cooked),
        CaptureFiles.pcapng(ByteOrder.LITTLE_ENDIAN)
            .iface(1)
            .iface(113)
            .secrets(0x544c534b, "CLIENT_RANDOM 00 00\n")
            .enhanced(0, ethernet)
            .enhanced(1, cooked)
            .toByteArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bytesThatChangeAreReadOrRefused(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] file = SEEDS.get(random.nextInt(SEEDS.size())).clone();
      int changes = 1 + random.nextInt(20);
      for (int i = 0; i < changes; i++) {
        file[random.nextInt(file.length)] = (byte) interesting(random);
      }
      read(file, seed, round);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void partsThatMoveAreReadOrRefused(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] file = SEEDS.get(random.nextInt(SEEDS.size())).clone();
      int length = random.nextInt(file.length / 2);
      int from = random.nextInt(file.length - length);
      System.arraycopy(file, from, file, random.nextInt(file.length - length), length);
      read(Arrays.copyOf(file, file.length - random.nextInt(file.length / 4)), seed, round);
    }
  }

  @Test
  void noiseInPacketsIsReadOrRefused() {
    Random random = new Random(7);
    for (int round = 0; round < ROUNDS; round++) {
      List<Frame> frames = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        byte[] noise = new byte[random.nextInt(120)];
        random.nextBytes(noise);
        frames.add(Frame.of(Packets.BEGIN, noise));
      }
      int linkType = List.of(0, 1, 101, 108, 113, 276).get(random.nextInt(6));
      read(CaptureFiles.pcap(ByteOrder.BIG_ENDIAN, true, linkType, frames), 7, round);
    }
  }

  private static int interesting(Random random) {
    int[] values = {0, 1, 0x7F, 0x80, 0xFF, random.nextInt(256)};
    return values[random.nextInt(values.length)];
  }

  private static void read(byte[] file, long seed, int round) {
    Told told = new Told();
    try {
      told.read(file);
    } catch (CaptureException e) {
      assertThat(e).hasMessageStartingWith("test.pcap");
    } catch (RuntimeException e) {
      fail("seed " + seed + ", round " + round, e);
    }
    try (CaptureReader reader = Capture.open(new ByteArrayInputStream(file), "test.pcap")) {
      RecordingStream stream = new RecordingStream(new RecordingListener() {}, null);
      reader.port(5432).readTo(stream);
      stream.finish();
    } catch (IOException e) {
      assertThat(e).isInstanceOf(CaptureException.class);
    } catch (RuntimeException e) {
      fail("decoding, seed " + seed + ", round " + round, e);
    }
  }
}
