package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicReference<Instant> machine = new AtomicReference<>(NOON);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10); // it may overflow

  @Test
  void goesOnWhereTheMachinesClockIsSetBack() {
    SteadyClock clock = since(NOON.minus(SECOND));
    assertThat(clock.instant()).isEqualTo(NOON);
    machine.set(NOON.minus(Duration.ofHours(1)));
    nanos.addAndGet(SECOND.toNanos());
    assertThat(clock.instant()).isEqualTo(NOON.plus(SECOND));
    assertThat(since(Instant.MIN).instant())
        .as("of a connection that opens afterwards")
        .isEqualTo(NOON.minus(Duration.ofHours(1)));
  }

  @Test
  void isNotBeforeTheConnectionOpened() {
    SteadyClock clock = since(NOON.plus(SECOND));
    assertThat(clock.instant()).isEqualTo(NOON.plus(SECOND));
  }

  /** A recorder outlives clocks that are set: what opens then is before its own beginning. */
  @Test
  void aRecorderTakesWhatIsBeforeItsBeginning() {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    Instant before = Instant.now().minus(Duration.ofDays(1));
    Window window = recorder.openWindow("all");
    ConnectionRecorder connection =
        recorder.opened(ConnectionOrigin.of("db:5432", "app:50000"), before);
    connection.bytes(Direction.FRONTEND, tls(), before.plus(SECOND));
    connection.bytes(Direction.BACKEND, no(), before.plus(SECOND.multipliedBy(2)));
    connection.bytes(Direction.FRONTEND, gss(), before.plus(SECOND.multipliedBy(3)));
    connection.closed(Ending.TERMINATED, "", before.plus(SECOND.multipliedBy(4)));

    RecordedConnection recorded = window.recording().connections().get(0);
    assertThat(recorded.messages())
        .extracting(RecordedMessage::time)
        .containsExactly(
            before.plus(SECOND),
            before.plus(SECOND.multipliedBy(2)),
            before.plus(SECOND.multipliedBy(3)));
  }

  private static ByteBuffer tls() {
    return ByteBuffer.wrap(new byte[] {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f});
  }

  private static ByteBuffer gss() {
    return ByteBuffer.wrap(new byte[] {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x30});
  }

  private static ByteBuffer no() {
    return ByteBuffer.wrap(new byte[] {'N'});
  }

  private SteadyClock since(Instant opened) {
    InstantSource now = machine::get;
    return SteadyClock.since(opened, now, nanos::get);
  }
}
