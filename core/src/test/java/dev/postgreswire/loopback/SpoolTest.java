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

class SpoolTest {
  private static final ConnectionOrigin ORIGIN = ConnectionOrigin.of("db:5432", "");
  private static final Instant TIME = Instant.parse("2026-11-21T06:00:00Z");
  private static final Duration RARELY = Duration.ofDays(1);
  private static final int CAPACITY = 1000;

  private final ListingSink told = new ListingSink();
  private final List<Throwable> failures = new ArrayList<>();

  @Test
  void tellsEverythingInOrder() {
    try (Spool spool = open(told, CAPACITY)) {
      WireSink.Connection one = spool.opened(ORIGIN, TIME);
      WireSink.Connection two = spool.opened(ORIGIN, TIME);
      assertThat(one.id()).isEqualTo(1);
      assertThat(two.id()).isEqualTo(2);
      two.writtenBy(Caller.inThread("main"), 0);
      two.bytes(FRONTEND, bytes("Q"), TIME);
      one.bytes(BACKEND, bytes("Z"), TIME);
      one.gap(BACKEND, 7, TIME);
      spool.secret(new TlsSecret("CLIENT_RANDOM", Bytes.of("r", ascii()), Bytes.of("s", ascii())));
      spool.missed(new MissedConnection("/run/pg", Caller.UNKNOWN, "no hook", TIME));
      one.note("odd", TIME);
      one.ended(FRONTEND, TIME);
      one.closed(Ending.TERMINATED, "fine", TIME);
    }
    assertThat(told.lines)
        .containsExactly(
            "opened 1",
            "opened 2",
            "2 from 0 by main",
            "2 FRONTEND Q",
            "1 BACKEND Z",
            "1 BACKEND gap 7",
            "CLIENT_RANDOM of 72",
            "missed /run/pg no hook",
            "1 note odd",
            "1 FRONTEND ended",
            "1 TERMINATED fine");
    assertThat(failures).isEmpty();
  }

  @Test
  void copiesWhatItIsTold() {
    try (Spool spool = open(told, CAPACITY)) {
      WireSink.Connection connection = spool.opened(ORIGIN, TIME);
      ByteBuffer reused = bytes("first");
      connection.bytes(FRONTEND, reused, TIME);
      assertThat(reused.hasRemaining()).isFalse();
      reused.clear().put(bytes("other"));
    }
    assertThat(told.lines).contains("1 FRONTEND first");
  }

  /** Nothing is dropped: who tells more than there is room for waits. */
  @Test
  void waitsWhenItIsFull() throws InterruptedException {
    CountDownLatch disk = new CountDownLatch(1);
    Spool spool = open(new StuckSink(told, disk), CAPACITY);
    Thread relay =
        new Thread(
            () -> {
              WireSink.Connection connection = spool.opened(ORIGIN, TIME);
              for (int i = 0; i < 100; i++) {
                connection.bytes(FRONTEND, bytes("%03d".formatted(i).repeat(50)), TIME);
              }
            });
    relay.start();
    Await.state(relay, Thread.State.WAITING);
    assertThat(spool.held()).isBetween(CAPACITY / 2L, (long) CAPACITY);
    assertThat(told.lines).isEmpty();

    disk.countDown();
    relay.join();
    spool.close();
    assertThat(told.lines).hasSize(101).last().isEqualTo("1 FRONTEND " + "099".repeat(50));
    assertThat(spool.held()).isZero();
  }

  @Test
  void takesWhatIsLargerThanAllItsRoom() {
    String large = "x".repeat(5 * CAPACITY);
    try (Spool spool = open(told, CAPACITY)) {
      spool.opened(ORIGIN, TIME).bytes(FRONTEND, bytes(large), TIME);
    }
    assertThat(told.lines).last().isEqualTo("1 FRONTEND " + large);
  }

  /** However much is told after that, nobody waits. */
  @Test
  void aSinkThatFailsIsSaidOnceAndTheRelayingGoesOn() {
    RuntimeException full = new IllegalStateException("No space left on device");
    try (Spool spool = open(new Failing(full), CAPACITY)) {
      WireSink.Connection connection = spool.opened(ORIGIN, TIME);
      for (int i = 0; i < 100; i++) {
        connection.bytes(FRONTEND, bytes("x".repeat(500)), TIME);
      }
    }
    assertThat(failures).containsExactly(full);
  }

  @Test
  void keepsUpWhileNothingHappensAndAtTheEnd() throws InterruptedException {
    CountDownLatch thrice = new CountDownLatch(3);
    try (Spool spool =
        Spool.open(
            told,
            new Spool.Options(CAPACITY, Duration.ofMillis(1), thrice::countDown, failures::add))) {
      thrice.await();
      assertThat(spool.held()).isZero();
    }
    Spool idle = Spool.open(told, options(() -> told.lines.add("upkeep"), CAPACITY));
    idle.opened(ORIGIN, TIME);
    idle.close();
    assertThat(told.lines).containsExactly("opened 1", "upkeep");
  }

  /** A relay that is not closed yet finds no one, and does not wait for that. */
  @Test
  void dropsWhatComesAfterTheEnd() {
    Spool spool = open(told, CAPACITY);
    WireSink.Connection connection = spool.opened(ORIGIN, TIME);
    spool.close();
    for (int i = 0; i < 100; i++) {
      connection.bytes(FRONTEND, bytes("late".repeat(100)), TIME);
    }
    assertThat(told.lines).containsExactly("opened 1");
  }

  private Spool open(WireSink target, long capacity) {
    return Spool.open(target, options(() -> {}, capacity));
  }

  /** As where there is no memory: nobody waits for a thread that can do nothing any more. */
  @Test
  void goesOnWhereNotEvenAFailureCanBeSaid() {
    Spool.Options options =
        new Spool.Options(
            1,
            RARELY,
            () -> {},
            cause -> {
              throw new OutOfMemoryError("on purpose");
            });
    try (Spool spool = Spool.open(new Failing(new IllegalStateException()), options)) {
      WireSink.Connection connection = spool.opened(ORIGIN);
      for (int i = 0; i < 10; i++) {
        connection.bytes(FRONTEND, bytes("x"));
      }
    }
  }

  private Spool.Options options(Runnable upkeep, long capacity) {
    return new Spool.Options(capacity, RARELY, upkeep, failures::add);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ascii()));
  }

  private static Charset ascii() {
    return StandardCharsets.US_ASCII;
  }

  private record Failing(RuntimeException failure) implements WireSink {
    @Override
    public Connection opened(ConnectionOrigin origin, Instant time) {
      throw failure;
    }

    @Override
    public void secret(TlsSecret secret) {
      throw failure;
    }
  }
}
