package dev.postgreswire.agent.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.postgreswire.testing.Json;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine whose clock is set back by an hour while an application is recorded. */
@Timeout(value = 120, threadMode = SEPARATE_THREAD)
class SetClockIT {
  /** Of Debian's package libfaketime. It stands between a program and the system's clock. */
  private static final Path LIBRARY =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

  @TempDir private Path folder;

  @BeforeAll
  static void needsTheLibrary() {
    assumeThat(LIBRARY).as("Debian's package libfaketime").exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"loopback", "tap"})
  void doesNotShowOnAConnectionThatIsOpen(String route) throws IOException {
    setClock("+0");
    try (RunningApplication application = within(route)) {
      application.says("select 'before'");
      setClock("-3600");
      assertThat(application.does("select 'after'")).isEqualTo("after");
      application.says("select 'anew'");
      assertThat(application.end().err()).isEmpty();
    }
    List<Instant> first = times(1);
    List<Instant> second = times(2);
    assertThat(first).isSorted().hasSizeGreaterThan(10);
    assertThat(second).isSorted().hasSizeGreaterThan(10);
    assertThat(second.get(0))
        .as("what opens afterwards goes by the new time")
        .isBefore(first.get(0).minus(Duration.ofMinutes(30)));
    assertThat(AgentRun.decode(folder.resolve("recording.pcapng"))).contains("'anew'");
  }

  private void setClock(String offset) throws IOException {
    Files.writeString(folder.resolve("clock"), offset, UTF_8);
  }

  private List<Instant> times(int connection) throws IOException {
    return Files.readAllLines(folder.resolve("messages.jsonl"), UTF_8).stream()
        .map(Json::object)
        .filter(line -> line.get("connection").toString().equals(Integer.toString(connection)))
        .map(line -> Instant.parse(line.get("time").toString()))
        .toList();
  }

  private RunningApplication within(String route) throws IOException {
    return RunningApplication.within(
        List.of(
            "env",
            "LD_PRELOAD=" + LIBRARY,
            "FAKETIME_TIMESTAMP_FILE=" + folder.resolve("clock"),
            "FAKETIME_NO_CACHE=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1"),
        List.of(),
        "out=" + folder + ",route=" + route + ",target=localhost:" + TestServer.current().port(),
        "sslmode=disable");
  }
}
