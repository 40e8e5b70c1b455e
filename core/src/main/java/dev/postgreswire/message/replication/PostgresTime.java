package dev.postgreswire.message.replication;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A point in time as replication counts it.
 *
 * @param micros microseconds since 2000-01-01 00:00 UTC
 */
public record PostgresTime(long micros) {
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  /** Returns it as an instant. */
  public Instant instant() {
    return EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Returns it in ISO 8601. */
  @Override
  public String toString() {
    return instant().toString();
  }
}
