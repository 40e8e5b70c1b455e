package dev.postgreswire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Field;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message has golden bytes, which it is decoded from and encoded to, and named fields. */
class GoldenFramesTest {
  @ParameterizedTest
  @MethodSource("messageTypes")
  void everyMessageHasGoldenBytes(Class<?> type) {
    assertThat(GoldenFrame.all().map(GoldenFrame::message)).hasAtLeastOneElementOfType(type);
  }

  @Test
  void everyMessageHasATypeOfItsName() {
    Set<String> names =
        messageTypes().map(Class::getSimpleName).collect(Collectors.toCollection(HashSet::new));

    assertThat(Arrays.stream(MessageType.values()).map(MessageType::protocolName))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @ParameterizedTest
  @MethodSource("frames")
  void decodes(GoldenFrame golden) {
    Message message = golden.message();

    assertThat(message.getClass().getSimpleName()).as(message.toString()).isEqualTo(golden.name());
    assertThat(message.type().protocolName()).isEqualTo(golden.name());
    assertThat(message.type().direction().orElse(golden.frame().direction()))
        .isEqualTo(golden.frame().direction());
    assertThat(message)
        .isInstanceOf(
            golden.frame().direction() == Direction.FRONTEND
                ? FrontendMessage.class
                : BackendMessage.class);
    assertThat(message).isEqualTo(golden.message()).hasSameHashCodeAs(golden.message());
  }

  @ParameterizedTest
  @MethodSource("frames")
  void encodesToTheSameBytes(GoldenFrame golden) {
    assertThat(MessageEncoder.encode(golden.message(), golden.context().charset()))
        .isEqualTo(golden.frame().bytes());
  }

  @ParameterizedTest
  @MethodSource("frames")
  void namesTheFields(GoldenFrame golden) {
    assertThat(
            MessageDecoder.fields(golden.frame(), golden.context()).stream().map(GoldenFrame::line))
        .containsExactlyElementsOf(golden.fields());
  }

  @ParameterizedTest
  @MethodSource("frames")
  void theFieldsCoverTheFrame(GoldenFrame golden) {
    assertCovered(
        MessageDecoder.fields(golden.frame(), golden.context()), golden.frame().bytes().length());
  }

  static void assertCovered(List<Field> fields, int size) {
    BitSet covered = new BitSet();
    for (Field field : fields) {
      int end = field.offset() + field.length();
      if (field.offset() < 0 || field.length() < 0 || end > size) {
        fail("%s is not within %d bytes", field, size);
      }
      covered.set(field.offset(), end);
    }
    assertThat(covered.nextClearBit(0)).as("first byte without a field").isEqualTo(size);
  }

  static Stream<GoldenFrame> frames() {
    return GoldenFrame.all();
  }

  static Stream<Class<?>> messageTypes() {
    return Stream.of(FrontendMessage.class, BackendMessage.class)
        .flatMap(side -> Arrays.stream(side.getPermittedSubclasses()))
        .<Class<?>>map(type -> type)
        .distinct();
  }
}
