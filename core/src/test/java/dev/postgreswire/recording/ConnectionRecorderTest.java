package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Direction;
import org.junit.jupiter.api.Test;

class ConnectionRecorderTest {
  private final ConnectionRecorder connection =
      new Recorder(RecorderOptions.defaults())
          .opened(ConnectionOrigin.of("localhost:5432", "127.0.0.1:50000"));

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

  private Ending ending() {
    return connection.snapshot(0, true).ending();
  }
}
