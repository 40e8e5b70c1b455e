package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The memory of what is cut serves what follows, unless somebody reads it. */
@BreaksProtocol(because = "rows that nobody asked for")
class ChunkPoolTest {
  private static final int LIMIT = 1 << 20;
  private static final int ROW = 500;

  private final Recorder recorder = new Recorder(new RecorderOptions(LIMIT));

  private int fed;

  private void feed(ConnectionRecorder connection, int rows) {
    for (int i = 0; i < rows; i++) {
      byte[] row = new byte[ROW];
      Arrays.fill(row, (byte) ++fed); // no other row near it is the same
      Traffic.server(connection, Traffic.message('D', Bytes.of(row)));
    }
  }

  @Test
  void whatAReaderHoldsNeverChanges() {
    try (Window window = recorder.openWindow("test")) {
      ConnectionRecorder connection = recorder.opened(ConnectionOrigin.of("db:5432", "app:4711"));
      Traffic.login(connection);
      List<LogView> views = new ArrayList<>();
      List<List<Frame>> before = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        feed(connection, 1000 + 500 * i); // past the limit again and again, to various extents
        views.add(connection.snapshot(0, true).view());
        before.add(frames(views.get(i)));
      }
      feed(connection, 5000);
      for (int i = 0; i < 8; i++) {
        assertThat(frames(views.get(i))).isEqualTo(before.get(i));
      }
      assertThat(before.get(7)).anyMatch(frame -> frame.isCut());
      assertThat(window.isClosed()).isFalse();
      connection.closed(Ending.CLOSED_BY_CLIENT, "");
    }
  }

  @Test
  void arraysOfTheRightSizeAreUsedAgainAsFarAsTheyMayBeHeld() {
    ChunkPool pool = new ChunkPool(10);
    pool.hold(25);
    byte[] first = new byte[10];
    byte[] second = new byte[10];
    pool.give(new byte[9]);
    pool.give(first);
    pool.give(second);
    pool.give(new byte[10]);
    assertThat(pool.take()).isSameAs(second);
    assertThat(pool.take()).isSameAs(first);
    assertThat(pool.take()).isNotSameAs(first).hasSize(10);
    pool.give(first);
    pool.clear();
    assertThat(pool.take()).isNotSameAs(first);
  }

  private static List<Frame> frames(LogView view) {
    List<Frame> frames = new ArrayList<>();
    for (int i = view.first(); i < view.end(); i++) {
      frames.add(view.frame(i));
    }
    return frames;
  }
}
