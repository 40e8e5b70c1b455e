package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConnectionLogTest {
  private final MemoryBudget budget = new MemoryBudget(64L << 20);

  private ConnectionLog log() {
    return new ConnectionLog(budget, null, false);
  }

  @Test
  void keepsEachFrameWithItsExactBytes() {
    ConnectionLog log = log();
    feed(log, Direction.FRONTEND, Traffic.STARTUP);
    feed(log, Direction.BACKEND, Traffic.AUTHENTICATION_OK.plus(Traffic.READY));
    feed(log, Direction.FRONTEND, Traffic.query("select 1").plus(Traffic.TERMINATE));

    assertThat(bytesOf(log.view()))
        .containsExactly(
            Traffic.STARTUP,
            Traffic.AUTHENTICATION_OK,
            Traffic.READY,
            Traffic.query("select 1"),
            Traffic.TERMINATE);
  }

  @Test
  void givesTheSameFramesHoweverTheBytesAreSplit() {
    Bytes answers = Traffic.AUTHENTICATION_OK.plus(Traffic.READY);
    for (int size : new int[] {10, 1000, 20_000, 40_000, 100_000}) {
      answers = answers.plus(Traffic.row(size));
    }
    List<Frame> whole = framesOf(play(answers, Integer.MAX_VALUE));
    assertThat(whole).hasSize(8);
    assertThat(framesOf(play(answers, 1))).isEqualTo(whole);
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      assertThat(framesOf(play(answers, 1 + random.nextInt(5000)))).isEqualTo(whole);
    }
  }

  private ConnectionLog play(Bytes answers, int pieceSize) {
    ConnectionLog log = log();
    feed(log, Direction.FRONTEND, Traffic.STARTUP);
    for (int at = 0; at < answers.length(); at += Math.min(pieceSize, answers.length() - at)) {
      int size = Math.min(pieceSize, answers.length() - at);
      feed(log, Direction.BACKEND, answers.slice(at, size));
    }
    return log;
  }

  @Test
  void addsUpToTheBytesThatCame() {
    ConnectionLog log = log();
    feed(log, Direction.FRONTEND, Traffic.STARTUP);
    feed(log, Direction.BACKEND, Traffic.AUTHENTICATION_OK.plus(Bytes.ofHex("5a0000")));

    LogView view = log.view();
    assertThat(sizeOf(view, Direction.BACKEND)).isEqualTo(9);
    assertThat(view.pending(Direction.BACKEND)).isEqualTo(3);
    assertThat(view.bytes(Direction.BACKEND)).isEqualTo(12);
  }

  @Test
  void keepsAFrameThatTheEndOfTheConnectionCutOff() {
    ConnectionLog log = log();
    feed(log, Direction.FRONTEND, Traffic.STARTUP);
    feed(log, Direction.BACKEND, Bytes.ofHex("4400000064000100"));
    log.finish(Direction.BACKEND, 0);

    Frame last = log.view().frame(1);
    assertThat(last.size()).isEqualTo(8);
    assertThat(last.fault()).isEqualTo("ended after 8 of 101 bytes");
    assertThat(log.view().pending(Direction.BACKEND)).isZero();
  }

  @Test
  void showsBytesWithoutFramesWhileTheyCome() {
    ConnectionLog log = log();
    feed(
        log,
        Direction.FRONTEND,
        Bytes.of("GET / HTTP/1.1\r\n", java.nio.charset.StandardCharsets.US_ASCII));
    LogView early = log.view();
    feed(
        log,
        Direction.FRONTEND,
        Bytes.of("Host: x\r\n\r\n", java.nio.charset.StandardCharsets.US_ASCII));

    assertThat(early.frame(0).size()).isEqualTo(16);
    assertThat(log.view().frame(0).size()).isEqualTo(27);
    assertThat(log.view().frame(0).kind()).isEqualTo(FrameKind.UNFRAMED);
    assertThat(log.view().frame(0).fault())
        .isEqualTo(
            "\"GET \" begins no startup packet: this is not PostgreSQL (at byte 0 of the"
                + " frontend)");
  }

  @Test
  void allocatesNothingForALengthThatIsOnlyClaimed() {
    ConnectionLog log = log();
    feed(log, Direction.FRONTEND, Traffic.STARTUP);
    long before = budget.held();
    feed(log, Direction.BACKEND, Bytes.ofHex("443ffffffe0001"));

    assertThat(budget.held() - before).isLessThanOrEqualTo(64 << 10);
    assertThat(log.view().pending(Direction.BACKEND)).isEqualTo(7);
  }

  @Test
  void givesAllMemoryBackWhenReleased() {
    ConnectionLog log = log();
    feed(log, Direction.FRONTEND, Traffic.STARTUP);
    for (int i = 0; i < 1000; i++) {
      feed(log, Direction.BACKEND, Traffic.row(i * 40));
    }
    log.release();
    assertThat(budget.held()).isZero();
  }

  @Test
  void givesBackWhatIsUnderWayWhenReleased() {
    for (int size : new int[] {100, 40_000}) {
      ConnectionLog log = log();
      feed(log, Direction.FRONTEND, Traffic.STARTUP);
      feed(log, Direction.BACKEND, Traffic.READY.plus(Traffic.row(size).slice(0, 60)));
      assertThat(budget.held()).isPositive();

      log.release();

      assertThat(budget.held()).isZero();
    }
  }

  @Test
  void forgetsWhatIsOldAndGoesOn() {
    ConnectionLog log = log();
    feed(log, Direction.FRONTEND, Traffic.STARTUP);
    for (int i = 0; i < 1000; i++) {
      feed(log, Direction.BACKEND, Traffic.row(1000));
    }
    LogView before = log.view();
    log.forgetBefore(990);
    feed(log, Direction.BACKEND, Traffic.READY);

    LogView after = log.view();
    assertThat(after.first()).isEqualTo(990);
    assertThat(after.end()).isEqualTo(1002);
    assertThat(after.frame(1001).bytes()).isEqualTo(Traffic.READY);
    assertThat(after.position(990)).isEqualTo(989L * Traffic.row(1000).length());
    assertThat(budget.held()).isLessThan(300_000);
    assertThat(before.frame(5).bytes()).isEqualTo(Traffic.row(1000));
  }

  private static void feed(ConnectionLog log, Direction direction, Bytes bytes) {
    log.append(direction, ByteBuffer.wrap(bytes.toByteArray()), 0);
  }

  private static List<Frame> framesOf(ConnectionLog log) {
    List<Frame> frames = new ArrayList<>();
    LogView view = log.view();
    for (int i = view.first(); i < view.end(); i++) {
      frames.add(view.frame(i));
    }
    return frames;
  }

  private static List<Bytes> bytesOf(LogView view) {
    List<Bytes> bytes = new ArrayList<>();
    for (int i = view.first(); i < view.end(); i++) {
      bytes.add(view.frame(i).bytes());
    }
    return bytes;
  }

  private static long sizeOf(LogView view, Direction direction) {
    long size = 0;
    for (int i = view.first(); i < view.end(); i++) {
      size += view.direction(i) == direction ? view.size(i) : 0;
    }
    return size;
  }
}
