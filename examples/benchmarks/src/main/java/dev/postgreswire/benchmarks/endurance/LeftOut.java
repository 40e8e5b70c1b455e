package dev.postgreswire.benchmarks.endurance;

/**
 * What is missing in a recording.
 *
 * @param bytes of all connections
 * @param beginnings of how many connections
 */
record LeftOut(long bytes, int beginnings) {
  static final LeftOut NOTHING = new LeftOut(0, 0);

  LeftOut and(long moreBytes, int moreBeginnings) {
    return new LeftOut(bytes + moreBytes, beginnings + moreBeginnings);
  }
}
