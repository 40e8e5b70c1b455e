package dev.postgreswire.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Direction;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long MILLISECOND = 1_000_000;

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private long now = -5;

  @Test
  void whatTakesLessThanASecondSaysNothing() {
    try (Progress progress = progress(-1)) {
      now += 999 * MILLISECOND;
      pass(progress, 1_000_000);
    }

    assertThat(shown()).isEmpty();
  }

  @Test
  void afterASecondALineIsThereUntilTheEnd() {
    try (Progress progress = progress(-1)) {
      now += 1500 * MILLISECOND;
      pass(progress, 2_500_000);

      assertThat(shown()).isEqualTo("\r0 messages, 2.5 MB, 1 s\033[K");
    }

    assertThat(shown()).endsWith("\033[K\r\033[K");
  }

  @Test
  void itIsWrittenAnewFiveTimesASecond() {
    try (Progress progress = progress(-1)) {
      for (int i = 0; i < 2000; i++) {
        now += MILLISECOND;
        pass(progress, 1);
      }
    }

    assertThat(shown().split("messages", -1)).hasSize(1 + 6);
  }

  @Test
  void ofAKnownTotalItSaysHowMuchIsDone() {
    try (Progress progress = progress(10_000_000)) {
      now += 2000 * MILLISECOND;
      pass(progress, 2_500_000);
    }

    assertThat(shown()).contains("2.5 MB, 2 s, 25 %");
  }

  private Progress progress(long total) {
    return new Progress(new PrintStream(terminal, true, UTF_8), total, () -> now);
  }

  private static void pass(Progress progress, int bytes) {
    progress.wire(1, Instant.EPOCH, Direction.BACKEND, ByteBuffer.allocate(bytes));
  }

  private String shown() {
    return terminal.toString(UTF_8);
  }
}
