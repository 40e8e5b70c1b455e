package dev.postgreswire.loopback;

import static dev.postgreswire.wire.Direction.BACKEND;
import static dev.postgreswire.wire.Direction.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.testing.Await;
import dev.postgreswire.wire.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ImpatientSpoolTest {
  private static final ConnectionOrigin ORIGIN = ConnectionOrigin.of("db:5432", "");
  private static final Instant TIME = Instant.parse("2026-11-21T06:00:00Z");
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration NOT_AT_ALL = Duration.ZERO;
  private static final int CAPACITY = 10_000;
  private static final String LEFT_OUT =
      "left out, because the recording could not be written as fast as it came: ";

  private final ListingSink told = new ListingSink();
  private final CountDownLatch disk = new CountDownLatch(1);
  private final Disk target = new Disk(new StuckSink(told, disk));

  @Test
  void tellsEverythingInOrderWhileThereIsRoom() {
    disk.countDown();
    ImpatientSpool spool = open(NOT_AT_ALL);
    WireSink.Connection one = spool.opened(ORIGIN, TIME);
    WireSink.Connection two = spool.opened(ORIGIN, TIME);
    assertThat(two.id()).isEqualTo(2);
    two.writtenBy(Caller.inThread("main"), 0);
    two.bytes(FRONTEND, bytes("Q"), TIME);
    one.gap(BACKEND, 7, TIME);
    spool.missed(new MissedConnection("/run/pg", Caller.UNKNOWN, "no hook", TIME));
    one.note("odd", TIME);
    one.ended(FRONTEND, TIME);
    one.closed(Ending.TERMINATED, "fine", TIME);
    two.closed(Ending.CLOSED_BY_CLIENT, "", TIME);
    assertThat(close(spool)).isTrue();
    assertThat(told.lines)
        .containsExactly(
            "opened 1",
            "opened 2",
            "2 from 0 by main",
            "2 FRONTEND Q",
            "1 BACKEND gap 7",
            "missed /run/pg no hook",
            "1 note odd",
            "1 FRONTEND ended",
            "1 TERMINATED fine",
            "2 CLOSED_BY_CLIENT ",
            "upkeep",
            "end");
    assertThat(target.failures).isEmpty();
    assertThat(target.leftOut).isZero();
  }

  /** What fits is kept; what does not is counted, in its place; then all goes on. */
  @Test
  void leavesOutWhatFindsItFullAndSaysSo() {
    ImpatientSpool spool = open(Duration.ofMillis(1));
    WireSink.Connection connection = spool.opened(ORIGIN, TIME);
    for (int i = 0; i < 100; i++) {
      connection.bytes(i % 2 == 0 ? FRONTEND : BACKEND, bytes("x".repeat(500)), TIME);
    }
    connection.writtenBy(Caller.inThread("one"), 25_000);
    connection.writtenBy(Caller.inThread("two"), 25_000);
    assertThat(spool.held()).isBetween(CAPACITY / 2L, (long) CAPACITY);
    assertThat(spool.leftOut()).isEqualTo(new ImpatientSpool.LeftOut(42_500, 0));

    answer(spool);
    connection.bytes(FRONTEND, bytes("again"), TIME);
    assertThat(close(spool)).isTrue();
    assertThat(told.lines.subList(0, 16)).filteredOn(line -> line.endsWith("x")).hasSize(15);
    assertThat(told.lines.subList(16, told.lines.size()))
        .containsExactly(
            "1 FRONTEND gap 21000",
            "1 BACKEND gap 21500",
            "1 note " + LEFT_OUT + "21000 bytes of the client and 21500 of the server",
            "1 from 25000 by two",
            "1 FRONTEND again",
            "1 RECORDER_CLOSED the application ended",
            "upkeep",
            "end");
    assertThat(target.leftOut).isOne();
  }

  @Test
  void waitsForADiskThatAnswersInTime() throws InterruptedException {
    ImpatientSpool spool = open(NEVER);
    Thread application =
        new Thread(
            () -> {
              WireSink.Connection connection = spool.opened(ORIGIN, TIME);
              for (int i = 0; i < 100; i++) {
                connection.bytes(FRONTEND, bytes("%03d".formatted(i).repeat(50)), TIME);
              }
            });
    application.start();
    Await.state(application, Thread.State.TIMED_WAITING);
    disk.countDown();
    application.join();
    assertThat(close(spool)).isTrue();
    assertThat(told.lines)
        .hasSize(104)
        .contains("1 FRONTEND " + "099".repeat(50))
        .noneMatch(line -> line.contains("gap"));
  }

  /** The interrupt is the application's. */
  @Test
  void anInterruptIsNeitherLostNorAReasonToLeaveOut() throws InterruptedException {
    ImpatientSpool spool = open(NEVER);
    List<Boolean> interrupted = new ArrayList<>();
    Thread application =
        new Thread(
            () -> {
              WireSink.Connection connection = spool.opened(ORIGIN, TIME);
              Thread.currentThread().interrupt();
              for (int i = 0; i < 30; i++) {
                connection.bytes(FRONTEND, bytes("x".repeat(500)), TIME);
              }
              interrupted.add(Thread.interrupted());
            });
    application.start();
    Await.state(application, Thread.State.TIMED_WAITING);
    application.interrupt();
    disk.countDown();
    application.join();
    close(spool);
    assertThat(interrupted).containsExactly(true);
    assertThat(spool.leftOut().bytes()).isZero();
  }

  @Test
  void connectionsThatComeAndGoInTheMeantimeAreToldLate() {
    ImpatientSpool spool = open(NOT_AT_ALL);
    fill(spool);
    WireSink.Connection quiet = spool.opened(ORIGIN, TIME);
    WireSink.Connection other = spool.opened(ORIGIN, TIME);
    other.bytes(FRONTEND, bytes("startup"), TIME);
    other.bytes(BACKEND, bytes("hello"), TIME);
    other.note("odd", TIME);
    other.ended(FRONTEND, TIME);
    other.closed(Ending.RESET_BY_SERVER, "Connection reset", TIME);
    spool.secret(new TlsSecret("LATE", Bytes.of("r", ascii()), Bytes.of("s", ascii())));
    assertThat(spool.leftOut().connections()).isEqualTo(2);

    answer(spool);
    quiet.bytes(FRONTEND, bytes("here I am"), TIME);
    close(spool);
    int late = told.lines.indexOf("LATE of 72");
    assertThat(told.lines.subList(late, told.lines.size()))
        .containsExactly(
            "LATE of 72",
            "1 FRONTEND gap 100000",
            "1 note " + LEFT_OUT + "100000 bytes of the client and 0 of the server",
            "opened 2",
            "opened 3 partial",
            "3 FRONTEND gap 7",
            "3 BACKEND gap 5",
            "3 note " + LEFT_OUT + "7 bytes of the client and 5 of the server",
            "3 note odd",
            "3 FRONTEND ended",
            "3 RESET_BY_SERVER Connection reset; what the client said last is left out,"
                + " be it Terminate or not",
            "2 FRONTEND here I am",
            "1 RECORDER_CLOSED the application ended",
            "2 RECORDER_CLOSED the application ended",
            "upkeep",
            "end");
  }

  @Test
  void manyConnectionsThatOpenInTheMeantimeAreCounted() {
    ImpatientSpool spool = open(NOT_AT_ALL);
    fill(spool);
    for (int i = 0; i < 1200; i++) {
      WireSink.Connection connection = spool.opened(ORIGIN, TIME);
      connection.bytes(FRONTEND, bytes("startup"), TIME);
      connection.closed(Ending.TERMINATED, "", TIME);
    }
    answer(spool);
    close(spool);
    assertThat(told.lines).filteredOn(line -> line.startsWith("opened")).hasSize(1000);
    assertThat(told.lines)
        .contains(
            "missed  201 connections are left out:"
                + " the recording could not be written as fast as it came");
    assertThat(spool.leftOut().connections()).isEqualTo(1200);
  }

  @Test
  void remarksBeyondAFewAreCounted() {
    ImpatientSpool spool = open(NOT_AT_ALL);
    WireSink.Connection connection = fill(spool);
    connection.gap(BACKEND, -1, TIME);
    for (int i = 0; i < 20; i++) {
      connection.note("odd", TIME);
    }
    answer(spool);
    close(spool);
    assertThat(told.lines)
        .contains(
            "1 FRONTEND gap -1",
            "1 BACKEND gap -1",
            "1 note "
                + LEFT_OUT
                + "at least 100000 bytes of the client and 0 of the server, 4 remarks")
        .filteredOn(line -> line.equals("1 note odd"))
        .hasSize(16);
  }

  /** The bound of the queue holds for what is told in one go, too. */
  @Test
  void takesLargeThingsInPieces() {
    disk.countDown();
    ImpatientSpool spool =
        ImpatientSpool.open(target, new ImpatientSpool.Options(200_000, NEVER, NEVER));
    ByteBuffer large = bytes("x".repeat(150_000));
    spool.opened(ORIGIN, TIME).bytes(FRONTEND, large, TIME);
    assertThat(large.hasRemaining()).isFalse();
    close(spool);
    assertThat(told.lines.subList(1, 4))
        .extracting(line -> line.length() - "1 FRONTEND ".length())
        .containsExactly(65_536, 65_536, 18_928);
  }

  @Test
  void doesNotWaitForeverForADiskThatDoesNotAnswer() {
    ImpatientSpool spool = open(NOT_AT_ALL);
    spool.opened(ORIGIN, TIME);
    assertThat(spool.close("the application ended", Duration.ofMillis(1))).isFalse();
    disk.countDown();
  }

  @Test
  void dropsWhatComesAfterTheEnd() {
    disk.countDown();
    ImpatientSpool spool = open(NOT_AT_ALL);
    WireSink.Connection connection = spool.opened(ORIGIN, TIME);
    close(spool);
    connection.bytes(FRONTEND, bytes("late".repeat(100_000)), TIME);
    connection.closed(Ending.TERMINATED, "", TIME);
    assertThat(told.lines)
        .containsExactly("opened 1", "1 RECORDER_CLOSED the application ended", "upkeep", "end");
  }

  private ImpatientSpool open(Duration patience) {
    return ImpatientSpool.open(target, new ImpatientSpool.Options(CAPACITY, patience, NEVER));
  }

  /** Opens connection 1, and tells so much of it that the last 100,000 bytes find no room. */
  private static WireSink.Connection fill(ImpatientSpool spool) {
    WireSink.Connection connection = spool.opened(ORIGIN, TIME);
    for (int i = 0; spool.leftOut().bytes() == 0; i++) {
      assertThat(i).isLessThan(CAPACITY);
      connection.bytes(FRONTEND, bytes("x"), TIME);
    }
    connection.bytes(FRONTEND, bytes("x".repeat(99_999)), TIME);
    return connection;
  }

  private void answer(ImpatientSpool spool) {
    disk.countDown();
    Await.until("all is written", () -> spool.held() == 0);
  }

  private static boolean close(ImpatientSpool spool) {
    return spool.close("the application ended", NEVER);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ascii()));
  }

  private static Charset ascii() {
    return StandardCharsets.US_ASCII;
  }

  private final class Disk implements ImpatientSpool.Target {
    private final WireSink sink;
    final List<Throwable> failures = new ArrayList<>();
    int leftOut;

    Disk(WireSink sink) {
      this.sink = sink;
    }

    @Override
    public WireSink sink() {
      return sink;
    }

    @Override
    public void upkeep() {
      told.lines.add("upkeep");
    }

    @Override
    public void end() {
      told.lines.add("end");
    }

    @Override
    public void failed(Throwable cause) {
      failures.add(cause);
    }

    @Override
    public void leavesOut() {
      leftOut++;
    }
  }
}
