package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages that come whole take a shorter way than those that come in pieces: one conversation, cut
 * at every possible point, is the same conversation, and each frame has the time of its last byte.
 */
class CutPiecesTest {
  private static final Caller FIRST = Caller.inThread("first");
  private static final Caller SECOND = Caller.inThread("second");

  private final MemoryBudget budget = new MemoryBudget(64L << 20);

  /** What one side says before the other does. */
  private record Turn(Direction direction, Bytes bytes) {
    static Turn of(Direction direction, Bytes... messages) {
      Bytes all = Bytes.EMPTY;
      for (Bytes message : messages) {
        all = all.plus(message);
      }
      return new Turn(direction, all);
    }
  }

  private static List<Turn> session(int row) {
    Bytes data = Traffic.message('d', Bytes.of(new byte[row + 3]));
    return List.of(
        Turn.of(Direction.FRONTEND, Traffic.STARTUP),
        Turn.of(Direction.BACKEND, Traffic.AUTHENTICATION_OK, Traffic.READY),
        Turn.of(
            Direction.FRONTEND,
            Traffic.query("select 1 from somewhere"),
            Traffic.parse("a", "select 2")),
        Turn.of(Direction.BACKEND, Traffic.row(row), Traffic.row(0), Traffic.row(row + 1)),
        Turn.of(Direction.BACKEND, Traffic.error("no"), Traffic.row(2 * row), Traffic.READY),
        Turn.of(
            Direction.FRONTEND,
            Traffic.parse("", "copy a from stdin"),
            data,
            data,
            Traffic.message('c', Bytes.EMPTY)),
        Turn.of(Direction.BACKEND, Traffic.row(1), Traffic.READY),
        Turn.of(Direction.FRONTEND, Traffic.TERMINATE));
  }

  /** Bytes of a frame beyond which it is worth being cut, whatever lies beside it. */
  private static final int LARGE = 2000;

  /** Where the pieces of one direction ended, and when each came. */
  private static final class Played {
    private final ConnectionLog log;
    private final Map<Direction, List<long[]>> ends = new EnumMap<>(Direction.class);
    private long time;

    Played(ConnectionLog log) {
      this.log = log;
      for (Direction direction : Direction.values()) {
        ends.put(direction, new ArrayList<>());
      }
    }

    void feed(Direction direction, Bytes piece) {
      List<long[]> before = ends.get(direction);
      long from = before.isEmpty() ? 0 : before.get(before.size() - 1)[0];
      before.add(new long[] {from + piece.length(), ++time});
      log.append(direction, ByteBuffer.wrap(piece.toByteArray()), time);
    }

    long timeOf(Frame frame) {
      long last = frame.position() + frame.size();
      return ends.get(frame.direction()).stream()
          .filter(piece -> piece[0] >= last)
          .findFirst()
          .orElseThrow()[1];
    }
  }

  /** Returns what is recorded of turns cut before byte {@code cut} of all. */
  private Played play(List<Turn> turns, int cut, boolean withTls) {
    Played played = new Played(new ConnectionLog(budget, withTls ? new XorTls() : null, false));
    played.log.writtenBy(FIRST, 0);
    played.log.writtenBy(SECOND, Traffic.STARTUP.length() + 20L);
    int at = cut;
    for (Turn turn : turns) {
      int length = turn.bytes.length();
      if (at > 0 && at < length) {
        played.feed(turn.direction, turn.bytes.slice(0, at));
        played.feed(turn.direction, turn.bytes.slice(at, length - at));
      } else {
        played.feed(turn.direction, turn.bytes);
      }
      at -= length;
    }
    return played;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Tag("long")
  void areTheSameFramesWithTheSameFactsWhereverTheyAreCut(boolean withTls) {
    List<Turn> turns = session(40);
    Played whole = play(turns, 0, withTls);
    List<Frame> expected = frames(whole.log.view());
    assertThat(expected).hasSize(18);
    int size = turns.stream().mapToInt(turn -> turn.bytes.length()).sum();
    for (int cut = 0; cut < size; cut++) {
      check(play(turns, cut, withTls), expected, whole.log);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 16_000, 16_370, 16_384, 30_000, 70_000})
  void areTheSameInPiecesOfAnySize(int row) {
    List<Turn> turns = session(row);
    Played whole = play(turns, 0, false);
    List<Frame> expected = frames(whole.log.view());
    assertThat(expected).hasSize(18);
    Random random = new Random(row);
    for (int i = 0; i < 30; i++) {
      Played played = new Played(new ConnectionLog(budget, null, false));
      played.log.writtenBy(FIRST, 0);
      played.log.writtenBy(SECOND, Traffic.STARTUP.length() + 20L);
      int longest = 1 + random.nextInt(40_000);
      for (Turn turn : turns) {
        for (int at = 0; at < turn.bytes.length(); ) {
          int count = Math.min(turn.bytes.length() - at, 1 + random.nextInt(longest));
          played.feed(turn.direction, turn.bytes.slice(at, count));
          at += count;
        }
      }
      check(played, expected, whole.log);
    }
  }

  private void check(Played played, List<Frame> expected, ConnectionLog whole) {
    LogView view = played.log.view();
    assertThat(frames(view)).isEqualTo(expected);
    for (int i = 0; i < view.end(); i++) {
      assertThat(view.nanos(i)).as("time of frame " + i).isEqualTo(played.timeOf(view.frame(i)));
      assertThat(view.caller(i)).as("caller of frame " + i).isEqualTo(whole.view().caller(i));
      assertThat(view.isDeciphered(i)).isFalse();
    }
    for (Direction direction : Direction.values()) {
      assertThat(view.bytes(direction)).isEqualTo(whole.view().bytes(direction));
      assertThat(view.pending(direction)).isZero();
    }
    checkWhatIsCut(afterCutting(played.log));
    played.log.release();
  }

  /** Beside what is large, little is gained by cutting what is small: it may stay. */
  private static void checkWhatIsCut(List<Frame> frames) {
    boolean anyLarge = frames.stream().anyMatch(frame -> frame.size() > LARGE);
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      if (!anyLarge || frame.size() > LARGE || !CUT.get(i)) {
        assertThat(frame.isCut()).as("whether frame " + i + " is cut").isEqualTo(CUT.get(i));
      }
    }
  }

  /** What remains of the frames of {@link #session}: what is needed to understand it is whole. */
  private static final List<Boolean> CUT =
      List.of(
          false, false, false, // startup, AuthenticationOk, ReadyForQuery
          true, false, // a query; the text of a named statement
          true, false, true, // rows; one of no more than 16 bytes
          false, true, false, // an error, a row, ReadyForQuery
          true, true, true, false, // a statement without a name, data, CopyDone
          false, false, false); // a row of one byte, ReadyForQuery, Terminate

  private static List<Frame> afterCutting(ConnectionLog log) {
    while (log.oldestStore(false) != Long.MAX_VALUE) {
      log.cutOldest(false);
    }
    return frames(log.view());
  }

  private static List<Frame> frames(LogView view) {
    List<Frame> frames = new ArrayList<>();
    for (int i = view.first(); i < view.end(); i++) {
      frames.add(view.frame(i));
    }
    return frames;
  }
}
