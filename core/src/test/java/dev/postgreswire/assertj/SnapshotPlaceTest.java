package dev.postgreswire.assertj;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.RunningTest;
import dev.postgreswire.WireRecorder;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotPlaceTest {
  private static final Path BESIDE =
      Path.of("src/test/resources/dev/postgreswire/assertj").toAbsolutePath();

  @Test
  void theTestIsFoundOnTheStack() {
    assertThat(fromAHelper())
        .isEqualTo(BESIDE.resolve("SnapshotPlaceTest.theTestIsFoundOnTheStack.snapshot"));
    assertThat(SnapshotPlace.find(Snapshot.statements().named("second one"), Optional.empty()))
        .hasValue(BESIDE.resolve("SnapshotPlaceTest.theTestIsFoundOnTheStack.second_one.snapshot"));
    assertThat(SnapshotPlace.find(Snapshot.statements().in(Path.of("a/b")), Optional.empty()))
        .hasValue(Path.of("a/b").toAbsolutePath());
  }

  private static Path fromAHelper() {
    return Optional.of(1)
        .flatMap(one -> SnapshotPlace.find(Snapshot.statements(), Optional.empty()))
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = 1)
  void aParameterizedOneToo(int one) {
    assertThat(fromAHelper().getFileName().toString())
        .isEqualTo("SnapshotPlaceTest.aParameterizedOneToo.snapshot");
  }

  @Nested
  class Inner {
    @Test
    void aNestedOneToo() {
      assertThat(fromAHelper().getFileName().toString())
          .isEqualTo("SnapshotPlaceTest.Inner.aNestedOneToo.snapshot");
    }
  }

  @Test
  void anExtensionKnowsBetterAndSeveralAreNumbered() throws Exception {
    try (WireRecorder recorder = WireRecorder.open("127.0.0.1", 5432);
        PostgresWire wire = recorder.window("window")) {
      wire.test(new RunningTest(SnapshotPlaceTest.class, "lists <all>: \"a/b\"[2]"));
      assertThat(name(wire)).isEqualTo("SnapshotPlaceTest.lists__all____a_b_[2].snapshot");
      PostgresWire during = wire.during(() -> {});
      assertThat(name(during)).isEqualTo("SnapshotPlaceTest.lists__all____a_b_[2].2.snapshot");
      wire.test(new RunningTest(SnapshotPlaceTest.class, "lists <all>: \"a/b\"[2]"));
      assertThat(name(wire)).isEqualTo("SnapshotPlaceTest.lists__all____a_b_[2].snapshot");
      wire.test(new RunningTest(SnapshotPlaceTest.class, "x".repeat(300)));
      assertThat(name(wire)).hasSizeLessThan(200).endsWith(".snapshot");
    }
  }

  private static String name(PostgresWire wire) {
    return SnapshotPlace.find(Snapshot.statements(), Optional.of(wire))
        .orElseThrow()
        .getFileName()
        .toString();
  }
}
