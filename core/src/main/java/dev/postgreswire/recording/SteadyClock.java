package dev.postgreswire.recording;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Tells the time on one connection. Where the machine's clock is set, back or forward, while the
 * connection is open, that does not show: what comes later has a later time, and durations are what
 * they were. A connection that opens afterwards goes by the new time.
 *
 * <p>Safe for use by several threads.
 */
public final class SteadyClock implements InstantSource {
  private final Instant began;
  private final long beganNanos;
  private final LongSupplier nanoTime;

  private SteadyClock(Instant began, LongSupplier nanoTime) {
    this.began = began;
    this.nanoTime = nanoTime;
    this.beganNanos = nanoTime.getAsLong();
  }

  /**
   * Returns a clock that shows the machine's time, and goes on from there.
   *
   * @param opened when the connection opened, than which it is not earlier
   */
  public static SteadyClock since(Instant opened) {
    return since(opened, InstantSource.system(), System::nanoTime);
  }

  static SteadyClock since(Instant opened, InstantSource machine, LongSupplier nanoTime) {
    Instant now = machine.instant();
    return new SteadyClock(now.isBefore(opened) ? opened : now, nanoTime);
  }

  @Override
  public Instant instant() {
    return began.plusNanos(nanoTime.getAsLong() - beganNanos);
  }
}
