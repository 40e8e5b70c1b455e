package dev.postgreswire.agent.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application notices of us whose heap is small, and nearly full: nothing. */
@Timeout(value = 300, threadMode = SEPARATE_THREAD)
class SmallHeapIT {
  @TempDir private Path folder;

  /** Ten times the heap goes by. */
  @ParameterizedTest
  @ValueSource(strings = {"loopback", "tap"})
  void muchMoreThanTheHeapGoesBy(String route) throws IOException {
    try (RunningApplication application = within(route)) {
      application.says("select 'before'");
      for (int i = 0; i < 300; i++) {
        assertThat(application.does("select repeat('x', 1000000)")).hasSize(1_000_000);
      }
      application.does("exit with 3");
      assertThat(application.end().status()).isEqualTo(3);
    }
    assertThat(AgentRun.decode(folder.resolve("recording.pcapng"))).contains("'before'");
    assertThat(folder.resolve("recording.html")).isNotEmptyFile();
  }

  /**
   * With so little left, something of ours may fail; nothing of the application's does. The page
   * may take a sixteenth of the heap, 2 MiB, and what waits to be written an eighth, 4 MiB, which
   * gives way when that is too much: so 8 MiB are fair. The recording is not as lucky: it may end
   * there.
   */
  @ParameterizedTest
  @ValueSource(strings = {"loopback", "tap"})
  void theHeapIsNearlyFull(String route) throws IOException {
    try (RunningApplication application = within(route)) {
      application.says("select 'before'");
      application.does("take all memory but 8 MiB");
      for (int i = 0; i < 500; i++) {
        String text = "goes on " + i;
        assertThat(application.does("select '" + text + "', repeat('x', 10000)")).isEqualTo(text);
      }
      application.does("give all memory back");
      application.says("select 'afterwards'");
      application.does("exit with 3");
      RunningApplication.Ended ended = application.end();
      assertThat(ended.status()).as(ended.err()).isEqualTo(3);
      assertThat(ended.err().lines()).allMatch(line -> line.startsWith("postgres-wire: "));
    }
  }

  private RunningApplication within(String route) throws IOException {
    return RunningApplication.within(
        List.of(),
        List.of("-Xmx32m"),
        "out=" + folder + ",route=" + route + ",target=localhost:" + TestServer.current().port(),
        "sslmode=disable");
  }
}
