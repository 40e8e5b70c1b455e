package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Connections that a source knows of and cannot see into. */
class MissedTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
  private static final String SOCKET = "/run/postgresql/.s.PGSQL.5432";

  private final Recorder recorder = new Recorder(RecorderOptions.defaults());
  private final Told told = new Told();

  @Test
  void areInEachWindowFromThenOn() {
    recorder.missed(missed("junixsocket cannot be hooked", 1));
    Window window = recorder.openWindow("test");
    recorder.missed(missed("io_uring cannot be hooked", 2));
    Recording recording = window.recording();
    recorder.missed(missed("it was open before", 3));
    window.close();
    recorder.missed(missed("too late for the window", 4));

    assertThat(recording.missed())
        .extracting(MissedConnection::reason)
        .containsExactly("junixsocket cannot be hooked", "io_uring cannot be hooked");
    assertThat(recording.isEmpty()).isTrue();
    assertThat(window.recording().missed()).hasSize(3);
    assertThat(recorder.recording().missed()).hasSize(4);
  }

  @Test
  void areToldInTheOrderOfTime() throws IOException {
    WireSink.Connection connection =
        recorder.opened(ConnectionOrigin.of("db:5432", "app:4711"), TEN);
    recorder.missed(missed("a", -1));
    recorder.missed(missed("b", 1));
    connection.bytes(Direction.FRONTEND, Traffic.STARTUP.toByteBuffer(), TEN.plusSeconds(2));
    recorder.missed(missed("c", 3));

    recorder.recording().replayTo(told);

    assertThat(told.lines)
        .containsExactly(
            "09:59:59 missed " + SOCKET + ": a",
            "10:00:00 1 opened db:5432 app:4711",
            "10:00:01 missed " + SOCKET + ": b",
            "10:00:02 1 F 41 bytes",
            "10:00:02 1 #0 F StartupMessage (41)",
            "10:00:03 missed " + SOCKET + ": c");
  }

  @Test
  void areToldByAStreamAndPassAFilter() {
    RecordingStream stream = new RecordingStream(MessageFilter.parse("error").over(told), null);
    stream.missed(missed("a", 1));

    assertThat(told.lines).containsExactly("10:00:01 missed " + SOCKET + ": a");
  }

  @Test
  void ofVeryManyTheLastAreKept() {
    for (int i = 0; i < 2000; i++) {
      recorder.missed(missed("number " + i, i));
    }
    assertThat(recorder.recording().missed())
        .hasSize(1000)
        .last()
        .extracting(MissedConnection::reason)
        .isEqualTo("number 1999");
  }

  private static MissedConnection missed(String reason, int second) {
    return new MissedConnection(SOCKET, Caller.UNKNOWN, reason, TEN.plusSeconds(second));
  }
}
