package dev.postgreswire.agent.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In each JVM that runs these tests the stack can be read; of another one nothing is assumed. */
class RawStackTest {
  @Test
  void hasTheFramesOfTheTraceHoweverManyThereAre() {
    for (int depth : new int[] {0, 31, 32, 33, 64, 300}) {
      Throwable trace = deep(depth);

      assertThat(classes(trace))
          .containsExactlyElementsOf(
              List.of(trace.getStackTrace()).stream()
                  .map(StackTraceElement::getClassName)
                  .toList());
    }
  }

  private static Throwable deep(int more) {
    return more == 0 ? new Throwable() : deep(more - 1);
  }

  private static List<String> classes(Throwable trace) {
    RawStack stack = RawStack.of(trace);
    List<String> names = new ArrayList<>();
    while (stack.next()) {
      names.add(stack.type().getName());
    }
    return names;
  }

  @Test
  void theSameCallIsAtTheSamePlaceAndNoOtherOneIs() {
    List<Long> places = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      places.add(caller(new Throwable()));
      places.add(caller(new Throwable()));
    }
    places.add(caller(elsewhere()));

    assertThat(places.get(2)).isEqualTo(places.get(0));
    assertThat(places.get(3)).isEqualTo(places.get(1));
    assertThat(places).hasSize(5);
    assertThat(places.stream().distinct()).hasSize(3);
  }

  private static Throwable elsewhere() {
    return new Throwable();
  }

  private static long caller(Throwable trace) {
    RawStack stack = RawStack.of(trace);
    assertThat(stack.next()).isTrue();
    assertThat(stack.type()).isEqualTo(RawStackTest.class);
    return stack.place();
  }

  @Test
  void aTraceThatWasNotTakenHasNoStack() {
    assertThat(RawStack.isKnown()).isTrue();
    assertThatThrownBy(() -> RawStack.of(new Untraced()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no stack was noted");
  }

  private static final class Untraced extends RuntimeException {
    private static final long serialVersionUID = 1;

    Untraced() {
      super(null, null, false, false);
    }
  }

  @Test
  void whatIsKnownOfAClassDoesNotGrowForEver() {
    FramesOfClass frames = new FramesOfClass();
    for (long place = 0; place < 2500; place++) {
      frames.put(place, "line " + place);
      assertThat(frames.text(place)).isEqualTo("line " + place);
    }

    assertThat(frames.text(0)).isNull();
    assertThat(frames.text(2400)).isEqualTo("line 2400");
  }
}
