package dev.postgreswire.recording;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Past the limit bodies are cut with their true length kept, oldest first, errors last. */
@BreaksProtocol(because = "rows come unasked until the memory is full")
class MemoryLimitTest {
  private static final long LIMIT = 1 << 20;

  /** So many small exchanges take more than that. */
  private static final int MANY = 15_000;

  private final Recorder recorder = new Recorder(new RecorderOptions(LIMIT));
  private final Window window = recorder.openWindow("test");
  private final ConnectionRecorder connection =
      recorder.opened(ConnectionOrigin.of("localhost:5432", "localhost:40000"));

  @Test
  void cutsTheOldestBodiesAndKeepsTheirTrueLength() {
    Traffic.login(connection);
    for (int i = 0; i < 400; i++) {
      Traffic.server(connection, Traffic.row(10_000));
    }

    List<Frame> frames = frames();
    assertThat(recorder.memoryHeld()).isLessThanOrEqualTo(LIMIT);
    assertThat(frames).hasSize(403);
    assertThat(frames.get(3).isCut()).isTrue();
    assertThat(frames.get(3).size()).isEqualTo(10_011);
    assertThat(frames.get(402).isCut()).isFalse();
    assertThat(frames.stream().mapToLong(Frame::size).sum()).isEqualTo(41 + 9 + 6 + 400 * 10_011L);
  }

  @Test
  void cutsTheOldestOfAllConnections() {
    List<ConnectionRecorder> connections = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      connections.add(recorder.opened(ConnectionOrigin.of("localhost:5432", "localhost:" + i)));
      Traffic.login(connections.get(i));
    }
    for (int i = 0; i < 200; i++) { // each gets a store of its own
      Traffic.server(connections.get(i * 7 % 20), Traffic.row(20_000));
    }

    List<RecordedMessage> rows = new ArrayList<>(window.recording().messages());
    rows.removeIf(message -> message.frame().type() != 'D');
    rows.sort(Comparator.comparing(RecordedMessage::time));
    List<Boolean> cut = rows.stream().map(row -> row.frame().isCut()).toList();
    assertThat(cut).hasSize(200).contains(true, false);
    assertThat(cut.subList(0, cut.lastIndexOf(true))).containsOnly(true);
    assertThat(recorder.memoryHeld()).isLessThanOrEqualTo(LIMIT);
  }

  @Test
  void cutsErrorsAndHandshakesLast() {
    Traffic.login(connection);
    Traffic.client(connection, Traffic.parse("S_1", "select name from customer where id = $1"));
    Traffic.server(connection, Traffic.error("duplicate key"));
    for (int i = 0; i < 400; i++) {
      Traffic.server(connection, Traffic.row(10_000));
    }

    List<Frame> frames = frames();
    assertThat(frames.get(0).bytes()).isEqualTo(Traffic.STARTUP);
    assertThat(frames.get(3).bytes())
        .isEqualTo(Traffic.parse("S_1", "select name from customer where id = $1"));
    assertThat(frames.get(4).bytes()).isEqualTo(Traffic.error("duplicate key"));
    assertThat(frames.get(5).isCut()).isTrue();
  }

  @Test
  void cutsWhatTellsLittleFirst() {
    String words = "x".repeat(100);
    Traffic.login(connection);
    Bytes parameter = Traffic.message('S', Bytes.of("a\0" + words + "\0", US_ASCII));
    Bytes notice = Traffic.message('N', Bytes.of("M" + words + "\0\0", US_ASCII));
    Bytes notification = Traffic.message('A', Bytes.of("1234" + words + "\0\0", US_ASCII));
    Traffic.server(connection, parameter.plus(notice).plus(notification));
    Traffic.client(connection, Traffic.parse("", words));
    Traffic.client(connection, Traffic.query(words));
    for (int i = 0; i < 400; i++) {
      Traffic.server(connection, Traffic.row(10_000));
    }

    List<Frame> frames = frames();
    assertThat(frames.get(3).bytes()).as("ParameterStatus").isEqualTo(parameter);
    assertThat(frames.get(4).bytes()).as("NoticeResponse").isEqualTo(notice);
    assertThat(frames.subList(5, 8)).as("all else").allMatch(Frame::isCut);
  }

  @Test
  void cutsErrorsTooWhenNothingElseIsLeft() {
    Traffic.login(connection);
    for (int i = 0; i < 400; i++) {
      Traffic.server(connection, Traffic.error("x".repeat(10_000)));
    }
    assertThat(recorder.memoryHeld()).isLessThanOrEqualTo(LIMIT);
    // The handshake's frames are not there any more, but what they said is.
    assertThat(frames()).hasSize(400);
    assertThat(frames().get(0).isCut()).isTrue();
    assertThat(frames().get(399).isCut()).isFalse();
    assertThat(window.recording().connections().get(0).startupParameter("user"))
        .contains("postgres");
  }

  @Test
  void doesNotLetOneHugeMessageGrow() {
    Traffic.login(connection);
    Traffic.server(connection, Bytes.ofHex("4406000000"));
    Bytes piece = Bytes.of(new byte[1 << 16]);
    for (int i = 0; i < 1600; i++) {
      Traffic.server(connection, piece);
      assertThat(recorder.memoryHeld()).isLessThanOrEqualTo(LIMIT + (1 << 17));
    }
    connection.ended(Direction.BACKEND);
    List<Frame> frames = frames();
    assertThat(frames.get(frames.size() - 1).isCut()).isTrue();
  }

  @Test
  void doesNotLetBytesWithoutFramesGrow() {
    Traffic.client(connection, Bytes.of(new byte[1 << 16]));
    for (int i = 0; i < 1600; i++) {
      Traffic.client(connection, Bytes.of(new byte[1 << 16]));
      assertThat(recorder.memoryHeld()).isLessThanOrEqualTo(LIMIT + (1 << 17));
    }
    Frame frame = frames().get(0);
    assertThat(frame.size()).isEqualTo(1601L << 16);
    assertThat(frame.bytes()).isEqualTo(Bytes.of(new byte[1 << 10]));
  }

  @Test
  void cutsAHugeMessageRatherThanAnError() {
    Traffic.login(connection);
    Traffic.server(connection, Traffic.error("duplicate key"));
    Traffic.server(connection, Bytes.ofHex("4406000000"));
    for (int i = 0; i < 100; i++) {
      Traffic.server(connection, Bytes.of(new byte[1 << 16]));
    }
    connection.ended(Direction.BACKEND);

    assertThat(frames().get(3).bytes()).isEqualTo(Traffic.error("duplicate key"));
    assertThat(frames().get(4).isCut()).isTrue();
    assertThat(frames().get(4).bytes().length()).isEqualTo(1 << 10);
  }

  @Test
  void forgetsTheOldestOfManySmallMessages() {
    Traffic.login(connection);
    for (int i = 0; i < MANY; i++) {
      Traffic.client(connection, Traffic.query("select 1"));
      Traffic.server(connection, Traffic.row(1).plus(Traffic.READY));
      assertThat(recorder.memoryHeld()).isLessThanOrEqualTo(LIMIT + (1 << 17));
    }
    LogView view = window.snapshots().get(0).view();
    assertThat(view.end()).isEqualTo(3 + 3 * MANY);
    assertThat(view.first()).isPositive();
    RecordedConnection recorded = window.recording().connections().get(0);
    assertThat(recorded.startupParameter("user")).contains("postgres");
    assertThat(recorded.notes())
        .singleElement()
        .asString()
        .contains(view.first() + " messages from #0 on are not here any more");
  }

  /** The relay waits meanwhile, for they are decoded, so it must not be half of them at once. */
  @Test
  void forgetsAFewMessagesAtATime() {
    Traffic.login(connection);
    boolean wasFull = false;
    for (int i = 0; i < MANY; i++) {
      Traffic.client(connection, Traffic.query("select 1"));
      Traffic.server(connection, Traffic.row(1).plus(Traffic.READY));
      wasFull |= recorder.memoryHeld() > LIMIT - LIMIT / 64;
      if (wasFull) {
        assertThat(recorder.memoryHeld()).isGreaterThan(LIMIT / 4 * 3);
      }
    }
    assertThat(wasFull).isTrue();
  }

  /**
   * What was just begun to be filled is not cut: each connection would have to begin anew after
   * every message.
   */
  @Test
  void fillsMostOfItsMemoryBeforeItTakesMore() {
    List<ConnectionRecorder> connections = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      connections.add(recorder.opened(ConnectionOrigin.of("localhost:5432", "")));
      Traffic.login(connections.get(i));
    }
    sayMuch(connections);
    long before = recorder.budget().nextStore();
    long bytes = sayMuch(connections);
    long stores = recorder.budget().nextStore() - before;

    assertThat(bytes / stores).as("bytes in each").isGreaterThan(1 << 9);
    assertThat(recorder.memoryHeld()).isLessThanOrEqualTo(LIMIT);
  }

  /** Returns how many bytes that were. */
  private static long sayMuch(List<ConnectionRecorder> connections) {
    Bytes query = Traffic.query("select 1");
    Bytes answer = Traffic.row(1).plus(Traffic.READY);
    for (int i = 0; i < MANY; i++) {
      ConnectionRecorder connection = connections.get(i % connections.size());
      Traffic.client(connection, query);
      Traffic.server(connection, answer);
    }
    return (long) MANY * (query.length() + answer.length());
  }

  /** Has {@link #connection} say little, and another one, which is returned, much. */
  private ConnectionRecorder quietBesideBusy() {
    Traffic.login(connection);
    Traffic.client(connection, Traffic.query("select 1"));
    Traffic.server(connection, Traffic.row(1).plus(Traffic.READY));
    ConnectionRecorder busy = recorder.opened(ConnectionOrigin.of("localhost:5432", ""));
    Traffic.login(busy);
    sayMuch(List.of(busy));
    return busy;
  }

  /** There may be thousands of them, and room is made often. */
  @Test
  void whatIsOverAndHasNothingLeftToGiveIsNotAskedAgain() {
    ConnectionRecorder busy = quietBesideBusy();
    assertThat(connection.isSpent()).as("while it is open").isFalse();

    Traffic.client(connection, Traffic.TERMINATE);
    connection.closed(Ending.CLOSED_BY_CLIENT, "");
    sayMuch(List.of(busy));
    assertThat(connection.isSpent()).as("once it is over").isTrue();
    assertThat(busy.isSpent()).isFalse();
    assertThat(window.recording().connections().get(0).startupParameter("user")).isPresent();

    Traffic.client(connection, Traffic.query("select 2"));
    assertThat(connection.isSpent()).as("when something comes all the same").isFalse();
  }

  /** A connection that said little loses little. */
  @Test
  void forgetsTheOldestOfAllConnectionsFirst() {
    quietBesideBusy();
    Traffic.client(connection, Traffic.query("select 2"));

    LogView quiet = window.snapshots().get(0).view();
    assertThat(quiet.end() - quiet.first()).isBetween(1, 6);
    assertThat(window.snapshots().get(1).view().first()).isPositive();
    assertThat(recorder.memoryHeld()).isLessThanOrEqualTo(LIMIT);
  }

  @Test
  void sharesTheLimitAmongConnections() {
    List<ConnectionRecorder> others = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ConnectionRecorder other = recorder.opened(ConnectionOrigin.of("localhost:5432", ""));
      Traffic.login(other);
      others.add(other);
    }
    for (int i = 0; i < 100; i++) {
      for (ConnectionRecorder other : others) {
        Traffic.server(other, Traffic.row(2_000));
      }
    }
    assertThat(recorder.memoryHeld()).isLessThanOrEqualTo(LIMIT);
    assertThat(window.snapshots()).hasSize(21);
  }

  @Test
  void aRecordingThatWasTakenBeforeIsNotCut() {
    Traffic.login(connection);
    Traffic.server(connection, Traffic.row(10_000));
    List<Frame> before = frames();
    for (int i = 0; i < 400; i++) {
      Traffic.server(connection, Traffic.row(10_000));
    }
    assertThat(before.get(3).isCut()).isFalse();
    assertThat(frames().get(3).isCut()).isTrue();
  }

  private List<Frame> frames() {
    LogView view = window.snapshots().get(0).view();
    List<Frame> frames = new ArrayList<>();
    for (int i = view.first(); i < view.end(); i++) {
      frames.add(view.frame(i));
    }
    return frames;
  }
}
