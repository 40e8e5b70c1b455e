package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Direction;
import org.junit.jupiter.api.Test;

class ConnectionRecorderTest {
  private final Recorder recorder = new Recorder(RecorderOptions.defaults());
  private final ConnectionRecorder connection =
      recorder.opened(ConnectionOrigin.of("localhost:5432", "127.0.0.1:50000"));

  @Test
  void countsAsClosedByWhoeverEndedFirst() {
    assertThat(ending()).isEqualTo(Ending.OPEN);

    connection.ended(Direction.FRONTEND);
    connection.ended(Direction.BACKEND);

    assertThat(ending()).isEqualTo(Ending.CLOSED_BY_CLIENT);
    assertThat(connection.isOver()).isFalse();
  }

  @Test
  void endsAsTheSourceSays() {
    connection.ended(Direction.BACKEND);
    assertThat(ending()).isEqualTo(Ending.CLOSED_BY_SERVER);

    connection.closed(Ending.RESET_BY_CLIENT, "Connection reset");
    connection.closed(Ending.RECORDER_CLOSED, "");

    assertThat(ending()).isEqualTo(Ending.RESET_BY_CLIENT);
    assertThat(connection.isOver()).isTrue();
  }

  @Test
  void isLetGoByTwoThreadsAtOnce() {
    Traffic.login(connection);
    Checkpoint slow = connection.advanced(2).orElseThrow();
    Checkpoint slower = connection.advanced(3).orElseThrow();
    for (int i = 0; i < 200; i++) {
      Traffic.client(connection, Traffic.query("select 1"));
      Traffic.server(connection, Traffic.DONE.plus(Traffic.READY));
    }
    RecordedConnection before = recorder.recording().connections().get(0);
    connection.closed(Ending.CLOSED_BY_CLIENT, ""); // no window is open: this lets all of it go
    assertThat(recorder.memoryHeld()).isZero();

    connection.adopt(slow);
    connection.adopt(slower);
    connection.forgetBefore(100);

    assertThat(recorder.memoryHeld()).isZero();
    assertThat(connection.snapshotIfThere()).isEmpty();
    assertThat(before.messages()).hasSize(603);
  }

  @Test
  void isForgottenByTwoThreadsAtOnce() {
    Traffic.login(connection);
    for (int i = 0; i < 200; i++) {
      Traffic.client(connection, Traffic.query("select 1"));
      Traffic.server(connection, Traffic.DONE.plus(Traffic.READY));
    }
    Checkpoint slow = connection.advanced(100).orElseThrow();
    connection.forgetBefore(300);
    int kept = connection.snapshot(0, true).checkpoint().index();

    connection.adopt(slow);

    assertThat(connection.snapshot(0, true).checkpoint().index()).isEqualTo(kept);
    assertThat(recorder.recording().connections().get(0).exchanges()).isNotEmpty();
  }

  private Ending ending() {
    return connection.snapshot(0, true).ending();
  }
}
