package dev.postgreswire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is done to a golden frame, it becomes a message of the same bytes, or Undecoded. */
class MalformedFramesTest {
  @ParameterizedTest
  @MethodSource("frames")
  void shorterThanItsFields(GoldenFrame golden) {
    int header = golden.frame().headerSize();
    for (int size = header; size < golden.frame().bytes().length(); size++) {
      assertHolds(golden, withLength(golden, golden.frame().bytes().slice(0, size)));
    }
  }

  @ParameterizedTest
  @MethodSource("frames")
  void longerThanItsFields(GoldenFrame golden) {
    assertHolds(golden, withLength(golden, golden.frame().bytes().plus(Bytes.ofHex("00"))));
    assertHolds(golden, withLength(golden, golden.frame().bytes().plus(Bytes.ofHex("41ff"))));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void withAnyLengthOrCountOverstated(GoldenFrame golden) {
    for (int at = golden.frame().headerSize(); at < golden.frame().bytes().length(); at++) {
      for (String hex : new String[] {"ffff", "7fff", "ffffffff", "7fffffff", "80000000", "00"}) {
        assertHolds(golden, overwritten(golden.frame().bytes(), at, Bytes.ofHex(hex)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("frames")
  void cutByTheMemoryLimit(GoldenFrame golden) {
    Frame whole = golden.frame();
    for (int size = 0; size < whole.bytes().length(); size++) {
      Frame cut =
          new Frame(
              whole.direction(), whole.kind(), 0, whole.size(), whole.bytes().slice(0, size), "");

      Message message = MessageDecoder.decode(cut, golden.context());

      assertThat(message)
          .isEqualTo(
              new Undecoded(
                  whole.direction(),
                  cut.bytes(),
                  "cut by the memory limit: " + size + " of " + whole.size() + " bytes kept",
                  0));
      GoldenFramesTest.assertCovered(MessageDecoder.fields(cut, golden.context()), size);
    }
  }

  @ParameterizedTest
  @MethodSource("frames")
  void inTheWrongDirection(GoldenFrame golden) {
    assertHolds(golden, golden.frame().bytes(), golden.frame().direction().opposite());
  }

  private static void assertHolds(GoldenFrame golden, Bytes bytes) {
    assertHolds(golden, bytes, golden.frame().direction());
  }

  private static void assertHolds(GoldenFrame golden, Bytes bytes, Direction direction) {
    FrameKind kind = golden.frame().kind();
    Frame frame = new Frame(direction, kind, 0, bytes.length(), bytes, "");

    Message message = MessageDecoder.decode(frame, golden.context());

    assertThat(MessageEncoder.encode(message, golden.context().charset()))
        .as(message.toString())
        .isEqualTo(bytes);
    GoldenFramesTest.assertCovered(MessageDecoder.fields(frame, golden.context()), bytes.length());
    if (message instanceof Undecoded undecoded) {
      assertThat(undecoded.reason()).isNotBlank();
      assertThat(undecoded.offset()).isBetween(0, bytes.length());
    }
  }

  /** Writes the length that {@code bytes} have into them, as far as their framing has one. */
  private static Bytes withLength(GoldenFrame golden, Bytes bytes) {
    return switch (golden.frame().kind()) {
      case MESSAGE -> overwritten(bytes, 1, int32(bytes.length() - 1));
      case STARTUP -> overwritten(bytes, 0, int32(bytes.length()));
      default -> bytes;
    };
  }

  private static Bytes int32(int value) {
    return Bytes.ofHex(String.format("%08x", value));
  }

  private static Bytes overwritten(Bytes bytes, int at, Bytes with) {
    byte[] copy = bytes.toByteArray();
    for (int i = 0; i < with.length() && at + i < copy.length; i++) {
      copy[at + i] = with.get(i);
    }
    return Bytes.wrap(copy);
  }

  static Stream<GoldenFrame> frames() {
    return GoldenFrame.all();
  }
}
