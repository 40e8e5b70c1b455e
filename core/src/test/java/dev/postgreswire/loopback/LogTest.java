package dev.postgreswire.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogTest {
  @AfterEach
  void useLoggersAgain() {
    Log.to(null);
  }

  @Test
  void tellsWhoeverAskedForIt() {
    List<String> lines = new ArrayList<>();
    Log.to(lines::add);

    Log.warning("a client was turned away", new IOException("Too many open files"));

    assertThat(lines)
        .containsExactly("a client was turned away: java.io.IOException: Too many open files");
  }

  @Test
  void failsWithNobody() {
    Log.to(
        line -> {
          throw new OutOfMemoryError(line);
        });

    assertThatCode(() -> Log.warning("text", new IOException())).doesNotThrowAnyException();
  }
}
