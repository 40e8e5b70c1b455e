package dev.postgreswire.benchmarks.endurance;

import java.util.Random;

/** When connections break: by chance, but the same chance again for the same seed. */
final class Storm {
  private static final int ONE_IN = 6;
  private static final int USUAL_BYTES = 3_000;

  private final long seed;
  private volatile boolean blows;

  Storm(long seed) {
    this.seed = seed;
  }

  void blows(boolean now) {
    blows = now;
  }

  /** Returns after how many bytes a connection is to break; {@code Long.MAX_VALUE} for never. */
  long bytesOf(int connection) {
    if (!blows) {
      return Long.MAX_VALUE;
    }
    Random random = new Random(seed + connection);
    if (random.nextInt(ONE_IN) > 0) {
      return Long.MAX_VALUE;
    }
    // Some within the first messages, some within large ones.
    return (long) (random.nextDouble() * USUAL_BYTES * Math.pow(10, random.nextInt(4)));
  }
}
