package dev.postgreswire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.pgoutput.LogicalMessage;
import dev.postgreswire.message.replication.ReplicationMessage;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Frame;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message that replication puts into CopyData, as every message of its own. */
class GoldenPayloadsTest {
  @ParameterizedTest
  @MethodSource("types")
  void everyMessageHasGoldenBytes(Class<?> type) {
    assertThat(GoldenPayload.all().map(GoldenPayload::name)).contains(type.getSimpleName());
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void decodesAndEncodes(GoldenPayload golden) {
    Object message = golden.decode(golden.bytes());

    assertThat(message.getClass().getSimpleName()).as(message.toString()).isEqualTo(golden.name());
    assertThat(GoldenPayload.encode(message)).isEqualTo(golden.bytes());
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void namesTheFields(GoldenPayload golden) {
    Frame frame = golden.frame(golden.bytes());
    int skipped = golden.isLogical() ? 8 : 3; // those of the frame and of XLogData

    assertThat(
            MessageDecoder.fields(frame, golden.context()).stream()
                .skip(skipped)
                .map(GoldenFrame::line))
        .containsExactlyElementsOf(golden.fields());
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void neverThrows(GoldenPayload golden) {
    Bytes bytes = golden.bytes();
    for (int size = 0; size < bytes.length(); size++) {
      assertHolds(golden, bytes.slice(0, size));
      byte[] changed = bytes.toByteArray();
      changed[size] = (byte) 0xff;
      assertHolds(golden, Bytes.wrap(changed));
    }
    assertHolds(golden, bytes.plus(Bytes.ofHex("00")));
  }

  private static void assertHolds(GoldenPayload golden, Bytes bytes) {
    assertThat(GoldenPayload.encode(golden.decode(bytes))).isEqualTo(bytes);
    Frame frame = golden.frame(bytes);
    GoldenFramesTest.assertCovered(
        MessageDecoder.fields(frame, golden.context()), frame.bytes().length());
  }

  static Stream<GoldenPayload> payloads() {
    return GoldenPayload.all();
  }

  static Stream<Class<?>> types() {
    return Stream.of(ReplicationMessage.class, LogicalMessage.class)
        .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()));
  }
}
