package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;

/** The memory of what is cut serves what follows, unless somebody reads it. */
@BreaksProtocol(because = "rows that nobody asked for")
class SparesTest {
  private static final int LIMIT = 1 << 20;
  private static final int ROW = 500;

  /** Frames before those whose blocks are whole from the beginning. */
  private static final int LONG = 2048;

  private final Recorder recorder = new Recorder(new RecorderOptions(LIMIT));

  private int fed;

  private void feed(ConnectionRecorder connection, int rows) {
    for (int i = 0; i < rows; i++) {
      byte[] row = new byte[ROW];
      Arrays.fill(row, (byte) ++fed); // no other row near it is the same
      Traffic.server(connection, Traffic.message('D', Bytes.of(row)));
    }
  }

  private static void ask(ConnectionRecorder connection, int times) {
    for (int i = 0; i < times; i++) {
      Traffic.client(connection, Traffic.query("select " + i));
      Traffic.server(connection, Traffic.row(i % 100).plus(Traffic.DONE).plus(Traffic.READY));
    }
  }

  @Test
  void whatAReaderHoldsNeverChanges() {
    List<Frame> last =
        readersSeeTheSameAfter((connection, round) -> feed(connection, 1000 + 500 * round));

    assertThat(last).anyMatch(frame -> frame.isCut());
  }

  @Test
  void whatAReaderHoldsNeverChangesWhenItIsForgotten() {
    List<Frame> last =
        readersSeeTheSameAfter((connection, round) -> ask(connection, 5000 + 1000 * round));

    assertThat(last.get(0).position()).as("bytes before the first that was left").isPositive();
  }

  /** Returns what the last reader sees. */
  private List<Frame> readersSeeTheSameAfter(ObjIntConsumer<ConnectionRecorder> traffic) {
    try (Window window = recorder.openWindow("test")) {
      ConnectionRecorder connection = recorder.opened(ConnectionOrigin.of("db:5432", "app:4711"));
      Traffic.login(connection);
      List<LogView> views = new ArrayList<>();
      List<List<Frame>> before = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        traffic.accept(connection, i); // past the limit again and again, to various extents
        views.add(connection.snapshot(0, true).view());
        before.add(frames(views.get(i)));
      }
      traffic.accept(connection, 8);
      for (int i = 0; i < 8; i++) {
        assertThat(frames(views.get(i))).isEqualTo(before.get(i));
      }
      assertThat(window.isClosed()).isFalse();
      connection.closed(Ending.CLOSED_BY_CLIENT, "");
      return before.get(7);
    }
  }

  @Test
  void forgottenBlocksAreUsedAgain() {
    MemoryBudget budget = new MemoryBudget(64 * LIMIT);
    FrameIndex index = new FrameIndex(budget.blocks());
    append(index, LONG + 2 * FrameIndex.BLOCK);
    FrameIndex.Block forgotten = index.block(LONG);
    index.forgetBefore(LONG + FrameIndex.BLOCK);

    assertThat(budget.blocks().take()).isSameAs(forgotten);
    assertThat(forgotten.stores).as("what lies there is not held").containsOnlyNulls();
  }

  @Test
  void blocksThatAReaderMayHoldAreNot() {
    MemoryBudget budget = new MemoryBudget(64 * LIMIT);
    FrameIndex index = new FrameIndex(budget.blocks());
    append(index, LONG + 2 * FrameIndex.BLOCK);
    FrameIndex.Block forgotten = index.block(LONG);
    SharedFrames reader = index.share();
    index.forgetBefore(LONG + FrameIndex.BLOCK);

    assertThat(budget.blocks().take()).isNotSameAs(forgotten);
    assertThat(reader.block(LONG)).isSameAs(forgotten);
  }

  private static void append(FrameIndex index, int frames) {
    Store store = new Store.Chunk(1, 10);
    for (int i = 0; i < frames; i++) {
      index.append((byte) 0, i, i, store, 0, 1);
    }
  }

  @Test
  void whatIsGivenUpIsUsedAgainAsFarAsItMayBeHeld() {
    Spares<byte[]> spares = new Spares<>(10, () -> new byte[10]);
    spares.hold(25);
    byte[] first = new byte[10];
    byte[] second = new byte[10];
    spares.give(first);
    spares.give(second);
    spares.give(new byte[10]);
    assertThat(spares.take()).isSameAs(second);
    assertThat(spares.take()).isSameAs(first);
    assertThat(spares.take()).isNotSameAs(first).hasSize(10);
    spares.give(first);
    spares.clear();
    assertThat(spares.take()).isNotSameAs(first);
  }

  @Test
  void onlyChunksOfTheRightSizeAreGivenUp() {
    Spares<byte[]> spares = new Spares<>(Store.LARGEST, () -> new byte[Store.LARGEST]);
    spares.hold(Store.LARGEST);
    new Store.Chunk(1, Store.LARGEST - 1).recycle(spares);

    assertThat(spares.take()).hasSize(Store.LARGEST);
  }

  private static List<Frame> frames(LogView view) {
    List<Frame> frames = new ArrayList<>();
    for (int i = view.first(); i < view.end(); i++) {
      frames.add(view.frame(i));
    }
    return frames;
  }
}
